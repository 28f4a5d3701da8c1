package nvae.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** A worker gets no more memory than it has, but for some kilobytes. */
final class StarvedWorker implements Fault {
    private static final int MOST_LEFT = 4 << 20;
    /** By then it has asked for more, or was near its end and asked for none. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public String title() {
        return "worker: out of memory";
    }

    @Override
    public Optional<Recovery> strike(DisturbedStudy study) throws Exception {
        Optional<ProcessHandle> worker = study.worker();
        if (worker.isEmpty()) {
            return Optional.empty();
        }
        ProcessHandle starved = worker.get();
        long before = crashes(study);
        Optional<Path> run = study.runFolder(starved);
        long limit = addressSpace(starved) + study.random().nextInt(MOST_LEFT);
        new ProcessBuilder("prlimit", "--pid", String.valueOf(starved.pid()), "--as=" + limit + ":" + limit)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        boolean struck = study.await(() -> crashes(study) > before, PATIENCE);
        return struck ? Optional.of(Recovery.in(study, run.orElse(study.folder()))) : Optional.empty();
    }

    private static long crashes(DisturbedStudy study) {
        return study.host().output().lines().filter(line -> line.contains("crashed")).count();
    }

    private static long addressSpace(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return 1024 * lines.filter(line -> line.startsWith("VmSize:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }
}
