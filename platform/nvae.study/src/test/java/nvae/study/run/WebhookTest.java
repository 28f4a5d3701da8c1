package nvae.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import nvae.study.plan.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class WebhookTest {
    private static final Trial TRIAL = new Trial("a".repeat(64), "gate=none", Map.of(), 3, Map.of(), List.of());
    private static final Slot SLOT = new Slot("cpu:0", OptionalInt.empty(), 1);
    private static final Webhook.Patience SHORT =
            new Webhook.Patience(Duration.ofMillis(500), 3, Duration.ofMillis(5), Duration.ofSeconds(5));

    private final List<JsonObject> received = new CopyOnWriteArrayList<>();
    private final List<String> trouble = new CopyOnWriteArrayList<>();
    private final Deque<Integer> answers = new ConcurrentLinkedDeque<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(JsonParser.parseString(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject());
            int answer = answers.isEmpty() ? 204 : answers.pop();
            if (answer == 0) {
                await();
            }
            exchange.sendResponseHeaders(answer == 0 ? 204 : answer, -1);
            exchange.close();
        });
        server.start();
    }

    private void await() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
    }

    private Webhook webhook(Webhook.Patience patience) {
        return new Webhook(URI.create("http://user:word@127.0.0.1:" + server.getAddress().getPort() + "/secret?token=xyz"), "mine", patience,
                trouble::add);
    }

    @Test
    void aDoneAndAFailedTrialAndTheEndAreToldAsJson() {
        try (Webhook webhook = webhook(SHORT)) {
            webhook.started(TRIAL, SLOT, 1);
            webhook.done(TRIAL, Map.of("testNelbo", 250.5, "loss", Double.NaN));
            webhook.failed(TRIAL, "NaN at step 7");
            webhook.ended(new Study.Result(true, List.of(), ""));
        }
        assertThat(received).extracting(body -> body.get("event").getAsString()).containsExactly("trial-done", "trial-failed", "run-ended");
        assertThat(received).allSatisfy(body -> assertThat(body.get("study").getAsString()).isEqualTo("mine"));
        JsonObject done = received.get(0);
        assertThat(done.get("variant").getAsString()).isEqualTo("gate=none");
        assertThat(done.get("seed").getAsInt()).isEqualTo(3);
        assertThat(done.get("trial").getAsString()).isEqualTo(TRIAL.id());
        assertThat(done.getAsJsonObject("metrics").get("testNelbo").getAsDouble()).isEqualTo(250.5);
        assertThat(received.get(1).get("message").getAsString()).isEqualTo("NaN at step 7");
        assertThat(received.get(2).get("complete").getAsBoolean()).isTrue();
        assertThat(trouble).isEmpty();
    }

    @Test
    void whatFailedInAnEarlierRunIsNotToldAgain() {
        try (Webhook webhook = webhook(SHORT)) {
            webhook.failed(TRIAL, "It failed earlier.");
        }
        assertThat(received).isEmpty();
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() {
        answers.addAll(List.of(503, 429));
        try (Webhook webhook = webhook(SHORT)) {
            webhook.done(TRIAL, Map.of());
        }
        assertThat(received).hasSize(3);
        assertThat(trouble).isEmpty();
    }

    @Test
    void aRefusalIsToldOnceWithoutTheSecretsOfTheAddress() {
        answers.addAll(List.of(404));
        try (Webhook webhook = webhook(SHORT)) {
            webhook.done(TRIAL, Map.of());
        }
        assertThat(received).hasSize(1);
        assertThat(trouble).containsExactly(
                "The webhook at 127.0.0.1 did not take 'trial-done' (answered 404). The study goes on without it.");
    }

    @Test
    void aRedirectIsNotFollowed() {
        answers.add(302);
        try (Webhook webhook = webhook(SHORT)) {
            webhook.done(TRIAL, Map.of());
        }
        assertThat(received).hasSize(1);
        assertThat(trouble).singleElement().asString().contains("answered 302");
    }

    @Test
    void nobodyListeningIsTrouble() {
        server.stop(0);
        try (Webhook webhook = webhook(SHORT)) {
            webhook.done(TRIAL, Map.of());
        }
        assertThat(trouble).singleElement().asString().contains("no answer").doesNotContain("token", "secret", "word");
    }

    @Test
    void aServerThatNeverAnswersHoldsNobodyUp() {
        answers.addAll(List.of(0, 0, 0, 0, 0, 0, 0, 0, 0));
        long begin = System.nanoTime();
        Webhook webhook = webhook(new Webhook.Patience(Duration.ofSeconds(60), 3, Duration.ofMillis(5), Duration.ofMillis(300)));
        for (int i = 0; i < 3; i++) {
            webhook.done(TRIAL, Map.of());
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).as("a listener is quick").isLessThan(Duration.ofSeconds(2));
        webhook.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(trouble).containsExactly("The webhook at 127.0.0.1 is too slow: 3 of the run's messages were not sent.");
    }
}
