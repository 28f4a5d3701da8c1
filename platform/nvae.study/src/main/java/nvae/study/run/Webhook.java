package nvae.study.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nvae.study.ledger.TrialState;
import nvae.study.plan.Trial;

/**
 * Tells a web address what becomes of a study: one POST of JSON for each trial that is done or has failed in this run, and one for the
 * run's end. It works on a thread of its own and gives up in the end, so a study never waits for it and never fails of it. The address is
 * a secret (who knows it can post): no message names more of it than the host.
 */
public final class Webhook implements RunListener, AutoCloseable {
    private static final int WAITING_AT_MOST = 1000;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeSpecialFloatingPointValues().create();

    private final URI address;
    private final String study;
    private final Patience patience;
    private final Consumer<String> trouble;
    private final HttpClient client;
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    private final ExecutorService sender = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_AT_MOST), work -> {
                Thread thread = new Thread(work, "webhook");
                thread.setDaemon(true);
                return thread;
            });

    /**
     * How long it tries.
     *
     * @param answer how long a connection, and an answer, may take
     * @param tries of one message
     * @param pause before the second try; twice as long before each further one
     * @param end how long {@link #close} waits for what is not sent yet
     */
    public record Patience(Duration answer, int tries, Duration pause, Duration end) {
        /** Three tries of 10 s each, and 8 s at the end. */
        public static final Patience USUAL = new Patience(Duration.ofSeconds(10), 3, Duration.ofSeconds(1), Duration.ofSeconds(8));
    }

    /**
     * A webhook of one run.
     *
     * @param address of http or https
     * @param study the study's name
     * @param trouble takes one line for each message that was not taken; called from the webhook's own thread
     */
    public Webhook(URI address, String study, Patience patience, Consumer<String> trouble) {
        this.address = address;
        this.study = study;
        this.patience = patience;
        this.trouble = trouble;
        client = HttpClient.newBuilder().connectTimeout(patience.answer()).followRedirects(HttpClient.Redirect.NEVER).build();
    }

    @Override
    public void started(Trial trial, Slot slot, int attempt) {
        started.add(trial.id());
    }

    @Override
    public void done(Trial trial, Map<String, Double> metrics) {
        Map<String, Object> body = body("trial-done", trial);
        body.put("metrics", metrics);
        send(body);
    }

    /** What failed in an earlier run was told then. */
    @Override
    public void failed(Trial trial, String why) {
        if (started.contains(trial.id())) {
            Map<String, Object> body = body("trial-failed", trial);
            body.put("message", why);
            send(body);
        }
    }

    /** The run has come to its end, or was stopped. */
    public void ended(Study.Result result) {
        Map<String, Object> body = body("run-ended");
        body.put("complete", result.complete());
        body.put("stopped", !result.ended());
        body.put("trials", result.entries().size());
        body.put("done", result.count(TrialState.DONE));
        body.put("failed", result.count(TrialState.FAILED));
        send(body);
    }

    private Map<String, Object> body(String event, Trial trial) {
        Map<String, Object> body = body(event);
        body.put("trial", trial.id());
        body.put("variant", trial.variant());
        body.put("seed", trial.seed());
        return body;
    }

    private Map<String, Object> body(String event) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("event", event);
        body.put("study", study);
        body.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return body;
    }

    private void send(Map<String, Object> body) {
        try {
            sender.execute(() -> deliver(body));
        } catch (RejectedExecutionException full) {
            trouble.accept("The webhook at " + address.getHost() + " is too slow: '" + body.get("event") + "' was not sent.");
        }
    }

    private void deliver(Map<String, Object> body) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(patience.answer())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(GSON.toJson(body)))
                .build();
        try {
            String refusal = "";
            for (int attempt = 1; attempt <= patience.tries(); attempt++) {
                if (attempt > 1) {
                    Thread.sleep(patience.pause().toMillis() << attempt - 2);
                }
                int status = status(request);
                if (status / 100 == 2) {
                    return;
                }
                refusal = status == 0 ? "no answer" : "answered " + status;
                if (status / 100 == 3 || status / 100 == 4 && status != TOO_MANY_REQUESTS) {
                    break;
                }
            }
            trouble.accept("The webhook at " + address.getHost() + " did not take '" + body.get("event") + "' (" + refusal
                    + "). The study goes on without it.");
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** The answer's status; 0 if there was none in time. */
    private int status(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException noAnswer) {
            return 0;
        }
    }

    /** Waits a moment for what is not sent yet; the rest is not sent. */
    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(patience.end().toMillis(), TimeUnit.MILLISECONDS)) {
                int left = sender.shutdownNow().size() + 1;
                trouble.accept("The webhook at " + address.getHost() + " is too slow: " + left + " of the run's messages were not sent.");
            }
        } catch (InterruptedException e) {
            sender.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
