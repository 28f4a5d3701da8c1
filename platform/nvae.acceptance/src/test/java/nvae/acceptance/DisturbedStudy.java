package nvae.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A study that runs while things go wrong, and the person who takes it up again. */
final class DisturbedStudy implements AutoCloseable {
    /** How long a worker of this study may be silent. */
    static final Duration SILENCE = Duration.ofSeconds(24);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Workbench workbench;
    private final Path manifest;
    private final Disk disk;
    private final Random random;
    private final FinishedTrials finished;

    private Command host;
    private CompletableFuture<Integer> status;

    DisturbedStudy(Workbench workbench, Path manifest, Disk disk, Random random) {
        this.workbench = workbench;
        this.manifest = manifest;
        this.disk = disk;
        this.random = random;
        this.finished = new FinishedTrials(folder());
    }

    Path folder() {
        return workbench.study(MiniStudy.NAME);
    }

    Disk disk() {
        return disk;
    }

    Random random() {
        return random;
    }

    Command host() {
        return host;
    }

    /** The arguments with which a person takes the study up, where it was left. */
    private String[] command() {
        boolean begun = Files.exists(folder().resolve("study.json")) && Files.exists(folder().resolve("ledger.db"));
        List<String> line = begun ? List.of("resume", MiniStudy.NAME) : List.of("run", manifest.toString());
        List<String> how = List.of("--slots", "2", "--silence", String.valueOf(SILENCE.toMillis() / 60_000.0));
        return Stream.concat(line.stream(), how.stream()).toArray(String[]::new);
    }

    /** Takes the study up. */
    void goOn() throws IOException {
        goOn(Map.of());
    }

    /** Takes the study up in a changed environment. */
    void goOn(Map<String, String> environment) throws IOException {
        follow(workbench.start(environment, command()));
    }

    /** Takes this host for the one that runs the study. */
    void follow(Command started) {
        host = started;
        status = started.follow();
    }

    /** One more host, which nobody follows. */
    Command start() throws IOException {
        return workbench.start(command());
    }

    /** One more host, to its end. */
    Command beside() throws IOException, InterruptedException {
        Command host = start();
        host.status();
        return host;
    }

    /** Has the ledger rebuilt. */
    Command rebuild() throws IOException, InterruptedException {
        return workbench.run("rebuild", MiniStudy.NAME);
    }

    /** SIGKILL for the host, whose workers end by themselves then. */
    void killHost() {
        host.kill();
        status.join();
    }

    boolean hasEnded() {
        return status.isDone();
    }

    /** Whether the host has said that all is done. */
    boolean isComplete() {
        return status.isDone() && status.join() == 0;
    }

    /** Whether the host has ended without success. */
    boolean hasFailed() {
        return status.isDone() && status.join() != 0;
    }

    /** Whether the host has seen a fault that a person must mend: it lets its other workers finish, and ends. */
    boolean isStopping() {
        return host.output().contains("stopped, can be resumed");
    }

    /** Waits until the host has started a worker, or has ended. */
    void awaitStart() {
        await(() -> host.output().contains(" on cpu:"), PATIENCE);
    }

    /** Waits for the host's end; the exit status. */
    int awaitEnd() {
        return status.join();
    }

    /** A worker that is alive; none if the study ends before there is one. */
    Optional<ProcessHandle> worker() {
        await(() -> !workers().isEmpty(), PATIENCE);
        List<ProcessHandle> workers = workers();
        return workers.isEmpty() ? Optional.empty() : Optional.of(workers.get(random.nextInt(workers.size())));
    }

    private List<ProcessHandle> workers() {
        return host.workers().stream().filter(worker -> runFolder(worker).isPresent()).toList();
    }

    /** The run folder that a worker writes into; none if it is gone, or has not begun to be one. */
    Optional<Path> runFolder(ProcessHandle worker) {
        return worker.info().arguments()
                .map(arguments -> Path.of(arguments[arguments.length - 1]))
                .filter(file -> file.endsWith("trial.json"))
                .map(Path::getParent);
    }

    int finishedNow() {
        try {
            return FinishedTrials.finished(folder()).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks whether what was finished is as it was. */
    void lookAtFinished() throws IOException {
        finished.look();
    }

    int finished() {
        return finished.count();
    }

    /** Waits until this is so or the host has ended, for no longer than that; whether it is so. */
    boolean await(BooleanSupplier event, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!event.getAsBoolean()) {
            if (hasEnded() || System.nanoTime() >= end) {
                return event.getAsBoolean();
            }
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return true;
    }

    /** What shows how far trials are: check-points and results, each new one another mark. */
    Set<Object> marks(Path where) {
        Set<Object> marks = new HashSet<>();
        try (Stream<Path> files = Files.walk(where, 2)) {
            for (Path file : files.filter(path -> path.endsWith("last.safetensors") || path.endsWith("result.json")).toList()) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                marks.add(List.of(file, attributes.lastModifiedTime(), attributes.fileKey()));
            }
        } catch (NoSuchFileException notYet) {
            return marks;
        } catch (UncheckedIOException replaced) {
            return marks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return marks;
    }

    @Override
    public void close() {
        if (host != null) {
            host.workers().forEach(ProcessHandle::destroyForcibly);
            killHost();
        }
    }
}
