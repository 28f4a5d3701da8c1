package nvae.tracker.mlflow;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import nvae.api.training.Tracker;

/** One run. Numbers are sent by a thread of their own, in order, so that training never waits for the network. */
final class MlflowRun implements Tracker {
    private static final int SECONDS_TO_SEND_THE_REST = 30;

    private final MlflowServer server;
    private final String run;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "mlflow");
        thread.setDaemon(true);
        return thread;
    });

    private volatile IOException failure;

    MlflowRun(MlflowServer server, String run) {
        this.server = server;
        this.run = run;
    }

    @Override
    public void scalars(long step, Map<String, Double> values) throws IOException {
        reportFailure();
        JsonArray metrics = new JsonArray();
        long now = System.currentTimeMillis();
        new TreeMap<>(values).forEach((name, value) -> {
            JsonObject metric = pair(name, value);
            metric.addProperty("timestamp", now);
            metric.addProperty("step", step);
            metrics.add(metric);
        });
        sender.execute(() -> send(metrics));
    }

    private void send(JsonArray metrics) {
        try {
            if (failure == null) {
                server.log(run, metrics, new JsonArray());
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public void close() throws IOException {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(SECONDS_TO_SEND_THE_REST, TimeUnit.SECONDS)) {
                throw new IOException("MLflow is too slow: the last numbers of run " + run + " were not sent");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reportFailure();
        server.status(run, "FINISHED");
    }

    /** What went wrong in the sending thread, once it is known. */
    private void reportFailure() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    /** A number that is not finite is text in JSON, as protocol buffers have it: {@code NaN}, {@code Infinity}. */
    static JsonObject pair(String key, Object value) {
        JsonObject pair = new JsonObject();
        pair.addProperty("key", key);
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            pair.addProperty("value", number);
        } else {
            pair.addProperty("value", String.valueOf(value));
        }
        return pair;
    }
}
