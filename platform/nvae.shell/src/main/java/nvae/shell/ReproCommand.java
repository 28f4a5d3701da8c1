package nvae.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.plan.Trial;
import nvae.study.report.RepeatCommand;
import nvae.study.report.StudyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "repro",
        description = {
            "Print the command that repeats a trial, and check that what its result depends on is the same now: manifest, bundles, data, engine.",
            "The exit status is 1 if anything differs; with --run, if the repetition's metrics differ too."
        })
final class ReproCommand implements Callable<Integer> {
    /** What depends on how busy the machine was. */
    private static final Set<String> MEASURED = Set.of("seconds", "secondsPerStep", "imagesPerSecond", "peakMemoryBytes");

    @Parameters(paramLabel = "TRIAL", description = "An id's beginning, a run folder, or a variant and seed (base:1).")
    private String trial;

    @Option(names = "--run", description = "Run it too, in a folder of its own, and compare the metrics.")
    private boolean run;

    @Option(names = "--study", paramLabel = "STUDY", description = "Look in this study only.")
    private String study;

    @Mixin
    private RunsOption runs;

    @Mixin
    private JsonOutput json;

    private final Workbench workbench;
    private final Console console;

    ReproCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, IOException, InterruptedException {
        StudyFinder.Located located = runs.studies(console).trial(trial, study);
        StudyFile file = StudyFile.read(located.study());
        Trial repeated = located.entry().trial();
        Path target = target(located);
        RepeatCommand command = RepeatCommand.of(file.plan(), repeated, target);
        List<String> differences = new ArrayList<>(new Repetition(workbench, located, file).differences());
        if (!json.wanted()) {
            console.out().println("cd " + RepeatCommand.quoted(file.start().toString()) + " && " + command.line(workbench.installation().command()));
            differences.forEach(console.err()::println);
            if (differences.isEmpty()) {
                console.err().println("The manifest, " + Words.several(repeated.bundles().size(), "bundle")
                        + ", the data and the engine are the same as when it was trained.");
            }
            console.err().flush();
        }
        List<String> others = run ? repeat(located, file, command, target) : List.of();
        if (json.wanted()) {
            json.write(console.out(), describe(repeated, file, command, target, differences, others));
        }
        return differences.isEmpty() && others.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** A folder that is not there yet, so that a repetition is never taken from an earlier one. */
    private Path target(StudyFinder.Located located) {
        Path runs = located.study().toAbsolutePath().getParent();
        String name = runs.getFileName() + "-repeated-" + located.entry().trial().shortId();
        Path target = runs.resolveSibling(name);
        for (int again = 2; Files.exists(target); again++) {
            target = runs.resolveSibling(name + "-" + again);
        }
        return target;
    }

    /** Runs the command; what its metrics are that differ from those of the trial, one sentence each. */
    private List<String> repeat(StudyFinder.Located located, StudyFile file, RepeatCommand command, Path target)
            throws IOException, InterruptedException, CommandException {
        ProcessBuilder process = new ProcessBuilder(command.words(workbench.installation().command()))
                .directory(StartFolder.of(file, console).toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        Process running = process.start();
        running.getOutputStream().close();
        try (var lines = running.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                (json.wanted() ? console.err() : console.out()).println(line);
            }
        }
        if (running.waitFor() != ExitCode.OK) {
            throw new CommandException("The repetition did not come to its end; see " + target + ".");
        }
        TrialEntry again = entry(target.resolve(file.plan().study()), located.entry().trial());
        List<String> others = differences(located.entry(), again);
        if (!json.wanted()) {
            others.forEach(console.err()::println);
            if (others.isEmpty()) {
                console.out().println("The repetition's metrics are those of the trial, digit by digit: " + target);
            }
        }
        return others;
    }

    private static TrialEntry entry(Path folder, Trial wanted) throws CommandException {
        try (Ledger ledger = Ledger.read(folder)) {
            return ledger.entries().stream()
                    .filter(entry -> entry.trial().variant().equals(wanted.variant()) && entry.trial().seed() == wanted.seed())
                    .findFirst()
                    .orElseThrow(() -> new CommandException("The repetition in " + folder + " has no " + TrialWords.name(wanted) + "."));
        }
    }

    private static List<String> differences(TrialEntry before, TrialEntry again) {
        if (before.state() != TrialState.DONE) {
            return List.of("The trial itself is " + Words.name(before.state()) + ": there are no metrics to compare with.");
        }
        Set<String> names = new TreeSet<>(before.outcome().metrics().keySet());
        names.addAll(again.outcome().metrics().keySet());
        names.removeAll(MEASURED);
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            Double old = before.outcome().metrics().get(name);
            Double now = again.outcome().metrics().get(name);
            if (old == null || !old.equals(now)) {
                differences.add(name + " was " + old + ", and is " + now + " in the repetition.");
            }
        }
        return differences;
    }

    private Map<String, Object> describe(
            Trial repeated, StudyFile file, RepeatCommand command, Path target, List<String> differences, List<String> others) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("trial", repeated.id());
        described.put("folder", file.start().toString());
        described.put("command", command.words(workbench.installation().command()));
        described.put("differences", differences);
        described.put("ran", run);
        if (run) {
            described.put("runs", target.toString());
            described.put("metricsThatDiffer", others);
        }
        return described;
    }
}
