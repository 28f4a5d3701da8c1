package nvae.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Show the last lines of a trial's log.")
final class LogsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TRIAL", description = "An id's beginning, a run folder, or a variant and seed (base:1).")
    private String trial;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "40",
            converter = WholeNumber.FromZero.class,
            description = "How many lines; 0 for all. Default: 40.")
    private int lines;

    @Option(names = "--study", paramLabel = "STUDY", description = "Look in this study only.")
    private String study;

    @Mixin
    private RunsOption runs;

    private final Console console;

    LogsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        Path log = runs.studies(console).trial(trial, study).folder().resolve("log.txt");
        if (!Files.exists(log)) {
            throw new CommandException("There is no " + log + ": the trial has not been started here.");
        }
        last(log).forEach(console.out()::println);
        return ExitCode.OK;
    }

    /** A worker that was killed may have cut a character in two; that is no reason to show nothing. */
    private Deque<String> last(Path log) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader text = new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                last.add(line);
                if (lines > 0 && last.size() > lines) {
                    last.remove();
                }
            }
        }
        return last;
    }
}
