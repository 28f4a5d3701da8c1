package nvae.host.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import nvae.study.run.Launcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's process and the thread that reads what it says. Its standard input stays open: the worker ends when it closes. */
final class WorkerJvm implements Launcher.Worker {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerJvm.class);
    private static final Gson GSON = new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE).create();
    private static final TypeToken<Map<String, Object>> OBJECT = new TypeToken<>() {};

    private final Process process;
    private final Consumer<Map<String, Object>> events;
    private final Runnable afterwards;
    private final Thread reader;

    /** @param afterwards runs once the process has said its last, before {@link #await} returns */
    WorkerJvm(Process process, Consumer<Map<String, Object>> events, Runnable afterwards) {
        this.process = process;
        this.events = events;
        this.afterwards = afterwards;
        reader = new Thread(this::read, "worker " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public int await() throws InterruptedException {
        int status = process.waitFor();
        reader.join();
        return status;
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(this::receive);
        } catch (IOException | UncheckedIOException killed) {
            LOG.debug("worker {} went away while it was read", process.pid(), killed);
        } finally {
            afterwards.run();
        }
    }

    /** Only whole JSON objects are events: a dying JVM prints its crash banner to standard output, maybe in the middle of a line. */
    private void receive(String line) {
        if (!line.startsWith("{")) {
            return;
        }
        Map<String, Object> event;
        try {
            event = GSON.fromJson(line, OBJECT);
        } catch (JsonSyntaxException cut) {
            LOG.debug("worker {} sent no event: {}", process.pid(), line);
            return;
        }
        try {
            events.accept(event);
        } catch (RuntimeException e) {
            LOG.error("an event of worker {} could not be handled: {}", process.pid(), line, e);
        }
    }
}
