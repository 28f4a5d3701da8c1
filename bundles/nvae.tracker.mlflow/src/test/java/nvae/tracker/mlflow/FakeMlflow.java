package nvae.tracker.mlflow;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Answers as MLflow's REST API 2.0 documents it, and keeps what it is told. It is as strict as the documentation: unknown fields, names with
 * other characters and batches that are too large are refused.
 */
final class FakeMlflow implements AutoCloseable {
    private static final String API = "/api/2.0/mlflow/";
    private static final int METRICS_AT_MOST = 1000;
    private static final int PARAMS_AT_MOST = 100;
    private static final Pattern NAME = Pattern.compile("[\\w./ -]{1,250}");
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "experiments/create", Set.of("name", "artifact_location", "tags"),
            "runs/create", Set.of("experiment_id", "user_id", "run_name", "start_time", "tags"),
            "runs/update", Set.of("run_id", "status", "end_time", "run_name"),
            "runs/log-batch", Set.of("run_id", "metrics", "params", "tags"));
    private static final Set<String> STATES = Set.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");

    final Map<String, String> experiments = new ConcurrentHashMap<>();
    final Map<String, String> status = new ConcurrentHashMap<>();
    final Map<String, String> params = new ConcurrentHashMap<>();
    final TreeMap<Long, Map<String, Double>> metrics = new TreeMap<>();

    private final HttpServer server;
    private volatile boolean broken;

    FakeMlflow() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(API, this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void breakDown() {
        broken = true;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestURI().getPath().substring(API.length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonObject request = body.isEmpty() ? new JsonObject() : strict(body);
        int code = 200;
        String reply = "{}";
        if (broken) {
            code = 500;
            reply = "{\"error_code\": \"INTERNAL_ERROR\"}";
        } else if (!FIELDS.getOrDefault(call, Set.of()).containsAll(request.keySet()) || !isAllowed(request)) {
            code = 400;
            reply = "{\"error_code\": \"INVALID_PARAMETER_VALUE\"}";
        } else if (call.equals("experiments/get-by-name")) {
            String name = exchange.getRequestURI().getQuery().replace("experiment_name=", "");
            code = experiments.containsKey(name) ? 200 : 404;
            reply = code == 200
                    ? "{\"experiment\": {\"experiment_id\": \"" + experiments.get(name) + "\"}}"
                    : "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}";
        } else if (call.equals("experiments/create")) {
            experiments.put(request.get("name").getAsString(), "7");
            reply = "{\"experiment_id\": \"7\"}";
        } else if (call.equals("runs/create")) {
            status.put("run" + status.size(), "RUNNING");
            reply = "{\"run\": {\"info\": {\"run_id\": \"run" + (status.size() - 1) + "\"}}}";
        } else if (call.equals("runs/update")) {
            status.put(request.get("run_id").getAsString(), request.get("status").getAsString());
        } else if (call.equals("runs/log-batch")) {
            keep(request);
        } else {
            code = 404;
        }
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private boolean isAllowed(JsonObject request) {
        if (request.has("status") && !STATES.contains(request.get("status").getAsString())) {
            return false;
        }
        if (!request.has("metrics")) {
            return true;
        }
        JsonArray metricsOfBatch = request.getAsJsonArray("metrics");
        JsonArray paramsOfBatch = request.getAsJsonArray("params");
        return status.containsKey(request.get("run_id").getAsString())
                && metricsOfBatch.size() <= METRICS_AT_MOST
                && paramsOfBatch.size() <= PARAMS_AT_MOST
                && areNamed(metricsOfBatch, Set.of("key", "value", "timestamp", "step"))
                && areNamed(paramsOfBatch, Set.of("key", "value"));
    }

    private static boolean areNamed(JsonArray entries, Set<String> fields) {
        return entries.asList().stream().map(JsonElement::getAsJsonObject).allMatch(
                entry -> entry.keySet().equals(fields) && NAME.matcher(entry.get("key").getAsString()).matches());
    }

    /** Gson's parser takes NaN and unquoted names otherwise, which no server need do. */
    private static JsonObject strict(String body) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(body));
        reader.setStrictness(Strictness.STRICT);
        return new Gson().getAdapter(JsonObject.class).read(reader);
    }

    private synchronized void keep(JsonObject batch) {
        batch.getAsJsonArray("metrics").forEach(element -> {
            JsonObject metric = element.getAsJsonObject();
            metrics.computeIfAbsent(metric.get("step").getAsLong(), step -> new HashMap<>())
                    .put(metric.get("key").getAsString(), metric.get("value").getAsDouble());
        });
        batch.getAsJsonArray("params").forEach(element -> {
            JsonObject param = element.getAsJsonObject();
            params.put(param.get("key").getAsString(), param.get("value").getAsString());
        });
    }
}
