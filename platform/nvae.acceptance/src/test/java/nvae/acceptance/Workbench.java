package nvae.acceptance;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The assembled workbench, started as {@code bin/nvae} starts it, without its look at the sources. */
final class Workbench {
    private static final Path ROOT = Path.of(System.getProperty("nvae.root"));
    private static final Path HOME = ROOT.resolve("platform/nvae.distribution/target/nvae-workbench");

    private final Path folder;
    private final Path runs;

    /** @param folder for runs, plug-ins and what processes print */
    Workbench(Path folder) {
        this(folder, folder.resolve("runs"));
    }

    /**
     * @param folder for plug-ins and what processes print
     * @param runs where studies are
     */
    Workbench(Path folder, Path runs) {
        assumeThat(HOME.resolve("lib")).as("assembled workbench; mvn verify makes it").isDirectory();
        this.folder = folder;
        this.runs = runs;
    }

    /** The engines of trials that it was assembled with; what else lies beside them reads feature extractors. */
    static Stream<String> engines() {
        return Stream.of("mxnet", "pytorch").filter(engine -> Files.isDirectory(HOME.resolve("engine").resolve(engine)));
    }

    /** A command's process; it writes below these folders only, and its output can be followed. */
    Command start(String... line) throws IOException {
        return start(Map.of(), line);
    }

    /** A command's process in a changed environment. */
    Command start(Map<String, String> environment, String... line) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Dnvae.home=" + HOME, "-Dnvae.plugins=" + folder.resolve("plugins"),
                "-Dnvae.presets=" + ROOT.resolve("experiments/presets"), "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp", HOME.resolve("lib") + File.separator + "*", "nvae.launcher.Main"));
        command.addAll(List.of(line));
        Path error = Files.createTempFile(folder, "stderr", ".txt");
        ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile()).redirectError(error.toFile());
        process.environment().put("NVAE_RUNS", runs.toString());
        process.environment().putAll(environment);
        return new Command(process.start(), error);
    }

    /** Runs a command to its end. */
    Command run(String... line) throws IOException, InterruptedException {
        Command command = start(line);
        command.status();
        return command;
    }

    /** The assembled workbench. */
    Path home() {
        return HOME;
    }

    /** The folder of a study's runs. */
    Path study(String name) {
        return runs.resolve(name);
    }
}
