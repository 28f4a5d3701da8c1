package nvae.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a class of the tests in a process of its own. */
final class ChildJvm {
    private static final long LIMIT_MINUTES = 5;

    private ChildJvm() {}

    /**
     * Runs to the end, and fails if the process does.
     *
     * @param folder gets the process's output
     * @param jvmOptions e.g. {@code -Xmx100m}
     */
    static void run(Path folder, List<String> jvmOptions, Class<?> main, Object... arguments) throws IOException, InterruptedException {
        run(folder, Map.of(), jvmOptions, main, arguments);
    }

    /**
     * Runs to the end in a changed environment, and fails if the process does.
     *
     * @param environment what is set, beside what this process has
     */
    static void run(Path folder, Map<String, String> environment, List<String> jvmOptions, Class<?> main, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).as("%s ends in time", main).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
