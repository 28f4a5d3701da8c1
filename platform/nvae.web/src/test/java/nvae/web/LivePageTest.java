package nvae.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nvae.host.LivePage;
import nvae.study.plan.Trial;
import nvae.study.run.RunControl;
import nvae.testkit.felix.FelixExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real Felix behind a real HTTP service, asked as a browser asks. */
@Timeout(120)
final class LivePageTest {
    @RegisterExtension
    private final FelixExtension felix = LiveFramework.felix();

    @TempDir
    private Path runs;

    private final HttpClient client = HttpClient.newHttpClient();
    private final RecordedControl control = new RecordedControl();
    private FixtureStudy study;
    private Trial base;
    private LivePage.Open page;
    private String cookie;

    @BeforeEach
    void open() throws Exception {
        study = new FixtureStudy(runs.resolve("parts"), List.of("base", "gate=none"), List.of(1L, 2L));
        base = study.trial("base", 1);
        study.start(base, "cpu:0");
        study.train(base, 0, 400, 20);
        study.picture(base, "samples-400");
        page = felix.service(LivePage.class).open(study.folder(), Optional.of(control));
        cookie = get(page.address().toString(), "").headers().firstValue("Set-Cookie").orElseThrow();
    }

    @AfterEach
    void close() {
        page.close();
        study.close();
    }

    @Test
    void onlyWhoKnowsTheTokenIsLetIn() throws Exception {
        assertThat(get(at("/"), "").statusCode()).isEqualTo(403);
        assertThat(get(at("/?token=" + "A".repeat(43)), "").statusCode()).isEqualTo(403);
        assertThat(get(at("/api/curves?metric=train.nelbo"), "").statusCode()).isEqualTo(403);
        assertThat(get(at("/events"), "").statusCode()).isEqualTo(403);
        assertThat(get(at("/"), cookie.split(";")[0] + "x").statusCode()).isEqualTo(403);

        HttpResponse<String> welcome = get(at("/"), cookie.split(";")[0]);
        assertThat(welcome.statusCode()).isEqualTo(200);
        assertThat(welcome.body()).contains("<!doctype html>");
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
        assertThat(welcome.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'self'");
    }

    @Test
    void anotherHostNameIsRefusedWhateverItKnows() throws Exception {
        assertThat(raw("evil.example:" + page.address().getPort())).startsWith("HTTP/1.1 403");
        assertThat(raw("localhost:1")).startsWith("HTTP/1.1 403");
        assertThat(raw("localhost:" + page.address().getPort())).startsWith("HTTP/1.1 200");
    }

    @Test
    void itListensOnThisMachineAlone() {
        assertThat(page.address().getHost()).isEqualTo("127.0.0.1");
        assertThat(page.address().getPort()).isNotIn(0, 8080);
    }

    @Test
    void curvesComeDownSampledOverCommonSteps() throws Exception {
        JsonObject curves = json("/api/curves?metric=train.nelbo&buckets=5&trial=" + base.shortId());
        assertThat(curves.getAsJsonArray("steps")).hasSize(10);
        assertThat(curves.getAsJsonObject("curves").getAsJsonArray(base.shortId())).hasSize(10);
        assertThat(json("/api/curves?metric=train.klPerGroup&trial=" + base.shortId()).getAsJsonObject("curves").keySet())
                .containsExactly(base.shortId() + ":0", base.shortId() + ":1", base.shortId() + ":2", base.shortId() + ":3");
        assertThat(get(at("/api/curves?metric=train.nelbo&buckets=0"), cookie).statusCode()).isEqualTo(400);
        assertThat(get(at("/api/curves"), cookie).statusCode()).isEqualTo(400);
    }

    @Test
    void aTrialShowsItsConfigurationLogAndPictures() throws Exception {
        JsonObject trial = json("/api/trial/" + base.shortId());
        assertThat(trial.getAsJsonObject("configuration").has("model")).isTrue();
        assertThat(trial.getAsJsonArray("attempts")).hasSize(1);
        assertThat(trial.getAsJsonArray("pictures").get(0).getAsString()).isEqualTo("samples-400.png");
        assertThat(get(at("/api/trial/" + base.shortId() + "/log"), cookie).body()).isEqualTo("step 400 of 2000\n");
        HttpResponse<String> picture = get(at("/api/trial/" + base.shortId() + "/picture/samples-400.png"), cookie);
        assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/png");
    }

    @Test
    void nothingOutsideOfRunFoldersIsServed() throws Exception {
        for (String path : List.of(
                "/api/trial/..", "/api/trial/unknown/log", "/api/trial/" + base.shortId() + "/picture/..%2Ftrial.json",
                "/api/trial/" + base.shortId() + "/picture/%2e%2e%2f%2e%2e%2fstudy.json", "/..%2fstudy.json", "/page.class", "/nothing")) {
            assertThat(get(at(path), cookie).statusCode()).as(path).isIn(400, 403, 404);
        }
    }

    @Test
    void theStudyIsSentAtOnceAndAgainWhenItGrows() throws Exception {
        Iterator<JsonObject> events = events();
        JsonObject first = events.next();
        assertThat(first.get("study").getAsString()).isEqualTo("parts");
        assertThat(first.getAsJsonArray("variants")).hasSize(2);
        assertThat(first.getAsJsonArray("trials")).hasSize(4);
        JsonObject running = first.getAsJsonArray("trials").get(0).getAsJsonObject();
        assertThat(running.get("state").getAsString()).isEqualTo("running");
        assertThat(running.get("step").getAsLong()).isEqualTo(400);
        assertThat(running.getAsJsonObject("samples").get("name").getAsString()).isEqualTo("samples-400.png");
        long lines = running.get("lines").getAsLong();

        study.train(base, 400, 600, 20);
        study.train(base, 600, FixtureStudy.STEPS, 20);
        study.done(base);
        JsonObject last = events.next();
        while (!state(last, 0).equals("done")) {
            last = events.next();
        }
        assertThat(last.getAsJsonArray("trials").get(0).getAsJsonObject().get("lines").getAsLong()).isGreaterThan(lines);
        JsonObject row = last.getAsJsonObject("table").getAsJsonArray("rows").get(0).getAsJsonObject();
        assertThat(row.get("done").getAsInt()).isEqualTo(1);
        assertThat(row.get("planned").getAsInt()).isEqualTo(2);
        assertThat(row.get("mean").getAsDouble()).isBetween(90.0, 130.0);
        assertThat(row.has("sd")).as("one seed has no spread").isFalse();
    }

    @Test
    void controlsReachTheRunAndRefusalsSayWhy() throws Exception {
        assertThat(post("{\"action\":\"pause\"}", origin()).statusCode()).isEqualTo(200);
        assertThat(post("{\"action\":\"cancel\",\"trial\":\"" + base.shortId() + "\"}", origin()).statusCode()).isEqualTo(200);
        assertThat(control.calls).containsExactly("pause", "cancel " + base.id());
        assertThat(events().next().get("paused").getAsBoolean()).isTrue();

        assertThat(post("{\"action\":\"retry\",\"trial\":\"" + base.shortId() + "\"}", origin()).statusCode()).isEqualTo(409);
        assertThat(post("{\"action\":\"explode\"}", origin()).statusCode()).isEqualTo(400);
        assertThat(post("nothing", origin()).statusCode()).isEqualTo(400);
        assertThat(post("{\"action\":\"resume\"}", "http://evil.example").statusCode()).isEqualTo(403);
        assertThat(control.isPaused()).isTrue();
    }

    @Test
    void aControlIsUnderstoodWhateverItsBodyCallsItself() throws Exception {
        HttpRequest form = HttpRequest.newBuilder(URI.create(at("/api/control?" + page.address().getQuery())))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"pause\"}")).build();
        assertThat(client.send(form, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertThat(control.calls).containsExactly("pause");
    }

    @Test
    void aClosedPageIsGone() throws Exception {
        page.close();
        assertThat(get(at("/?token=" + page.address().getQuery().substring(6)), "").statusCode()).isEqualTo(404);
        page = felix.service(LivePage.class).open(study.folder(), Optional.empty());
        assertThat(get(page.address().toString(), "").statusCode()).isEqualTo(200);
    }

    private static String state(JsonObject study, int trial) {
        return study.getAsJsonArray("trials").get(trial).getAsJsonObject().get("state").getAsString();
    }

    private Iterator<JsonObject> events() throws Exception {
        Stream<String> lines = client.send(request(at("/events"), cookie).build(), BodyHandlers.ofLines()).body();
        return lines.filter(line -> line.startsWith("data: {\"study\""))
                .map(line -> JsonParser.parseString(line.substring(6)).getAsJsonObject()).iterator();
    }

    private JsonObject json(String path) throws Exception {
        HttpResponse<String> response = get(at(path), cookie);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    private HttpResponse<String> get(String address, String withCookie) throws Exception {
        return client.send(request(address, withCookie).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body, String origin) throws Exception {
        return client.send(request(at("/api/control"), cookie).header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String address, String withCookie) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        return withCookie.isEmpty() ? request : request.header("Cookie", withCookie.split(";")[0]);
    }

    private String at(String path) {
        return origin() + path;
    }

    private String origin() {
        return "http://127.0.0.1:" + page.address().getPort();
    }

    /** The first line of the answer to a request with the right token under this host name. */
    private String raw(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", page.address().getPort())) {
            socket.getOutputStream().write(("GET /?" + page.address().getQuery() + " HTTP/1.1\r\nHost: " + host
                    + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
        }
    }

    /** Remembers what it was asked for; refuses to try again. */
    private static final class RecordedControl implements RunControl {
        private final List<String> calls = new ArrayList<>();
        private boolean paused;

        @Override
        public synchronized boolean isPaused() {
            return paused;
        }

        @Override
        public synchronized void pause() {
            calls.add("pause");
            paused = true;
        }

        @Override
        public synchronized void resume() {
            calls.add("resume");
            paused = false;
        }

        @Override
        public synchronized boolean cancel(String trialId) {
            return calls.add("cancel " + trialId);
        }

        @Override
        public boolean retry(String trialId) {
            return false;
        }
    }
}
