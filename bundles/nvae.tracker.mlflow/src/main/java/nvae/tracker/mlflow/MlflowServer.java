package nvae.tracker.mlflow;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The calls of MLflow's REST API (version 2.0) that a trial needs. */
final class MlflowServer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 404;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String base;

    /** A server at an address such as {@code http://127.0.0.1:5000}. */
    MlflowServer(String address) {
        base = address.replaceAll("/+$", "") + "/api/2.0/mlflow/";
    }

    /** The id of the experiment of this name, which is made if there is none. */
    String experiment(String name) throws IOException {
        String query = "experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        HttpResponse<String> found = send(HttpRequest.newBuilder(URI.create(base + query)).GET());
        if (found.statusCode() != NOT_FOUND) {
            return json(found).getAsJsonObject("experiment").get("experiment_id").getAsString();
        }
        JsonObject body = new JsonObject();
        body.addProperty("name", name);
        return post("experiments/create", body).get("experiment_id").getAsString();
    }

    /** Starts a run and returns its id. */
    String createRun(String experiment, String name) throws IOException {
        JsonObject body = new JsonObject();
        body.addProperty("experiment_id", experiment);
        body.addProperty("run_name", name);
        body.addProperty("start_time", System.currentTimeMillis());
        return post("runs/create", body).getAsJsonObject("run").getAsJsonObject("info").get("run_id").getAsString();
    }

    /** Sets a run's state: RUNNING or FINISHED. */
    void status(String run, String status) throws IOException {
        JsonObject body = new JsonObject();
        body.addProperty("run_id", run);
        body.addProperty("status", status);
        if (status.equals("FINISHED")) {
            body.addProperty("end_time", System.currentTimeMillis());
        }
        post("runs/update", body);
    }

    /** Adds metrics {key, value, timestamp, step} and parameters {key, value} to a run. */
    void log(String run, JsonArray metrics, JsonArray params) throws IOException {
        JsonObject body = new JsonObject();
        body.addProperty("run_id", run);
        body.add("metrics", metrics);
        body.add("params", params);
        post("runs/log-batch", body);
    }

    private JsonObject post(String path, JsonObject body) throws IOException {
        return json(send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for MLflow at " + base, e);
        } catch (IOException e) {
            throw new IOException("no answer from MLflow at " + base + " (" + e + "); is the server running there?", e);
        }
    }

    private JsonObject json(HttpResponse<String> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException("MLflow at " + base + " answered " + response.statusCode() + " to " + response.uri().getPath() + ": "
                    + response.body());
        }
        try {
            return JsonParser.parseString(response.body()).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException("what answers at " + base + " is no MLflow server: it sent no JSON object", e);
        }
    }
}
