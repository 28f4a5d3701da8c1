package nvae.tracker.mlflow;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Answers as MLflow's REST API 2.0 documents it, and keeps what it is told. */
final class FakeMlflow implements AutoCloseable {
    private static final String API = "/api/2.0/mlflow/";

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
        JsonObject request = body.isEmpty() ? new JsonObject() : JsonParser.parseString(body).getAsJsonObject();
        int code = 200;
        String reply = "{}";
        if (broken) {
            code = 500;
            reply = "{\"error_code\": \"INTERNAL_ERROR\"}";
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
