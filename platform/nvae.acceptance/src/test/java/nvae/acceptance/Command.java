package nvae.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A command's process. */
final class Command {
    private final Process process;
    private final BufferedReader reader;
    private final Path error;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    Command(Process process, Path error) {
        this.process = process;
        this.reader = process.inputReader(StandardCharsets.UTF_8);
        this.error = error;
    }

    /** Reads on until a line like this one comes. */
    String awaitLine(Predicate<String> wanted) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
            if (wanted.test(line)) {
                return line;
            }
        }
        throw new AssertionError("it ended without such a line: " + this);
    }

    /** What it reads. */
    Writer input() {
        return process.outputWriter(StandardCharsets.UTF_8);
    }

    /** The exit status; waits for the end. */
    int status() throws IOException, InterruptedException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
        }
        return process.waitFor();
    }

    /** Reads on in the background; the exit status. */
    CompletableFuture<Integer> follow() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return status();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }, work -> new Thread(work, "host").start());
    }

    /** Standard output so far. */
    String output() {
        return String.join("\n", lines);
    }

    /** Standard error so far. */
    String error() throws IOException {
        return Files.readString(error);
    }

    /** Its workers that are alive. */
    List<ProcessHandle> workers() {
        return process.descendants().toList();
    }

    /** Waits until this or the other has ended; whether it is this. */
    boolean endsBefore(Command other) throws InterruptedException {
        CompletableFuture.anyOf(process.onExit(), other.process.onExit()).join();
        return !process.isAlive();
    }

    /** Sends a signal by its name: STOP, CONT. */
    void signal(String name) throws IOException, InterruptedException {
        Signal.send(name, process.toHandle());
    }

    /** The process id. */
    long pid() {
        return process.pid();
    }

    /** SIGTERM, as a system that shuts down sends it. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    @Override
    public String toString() {
        try {
            return "\n" + output() + "\n" + error();
        } catch (IOException e) {
            return output();
        }
    }
}
