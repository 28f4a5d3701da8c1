package nvae.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import nvae.study.ledger.TrialEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        description = "Set two trained models side by side: samples from the same noise, reconstructions of the same images, and the"
                + " metrics that their study recorded.")
final class CompareCommand implements Callable<Integer> {
    private static final int SQUARE = 36;

    @Parameters(index = "0", paramLabel = "TRIAL_A", description = "An id's beginning, a run folder, or a variant and seed (base:1).")
    private String first;

    @Parameters(index = "1", paramLabel = "TRIAL_B", description = "The other; it goes to the right.")
    private String second;

    @Option(names = "--count", paramLabel = "N", description = "How many samples, and how many reconstructions. Default: ${DEFAULT-VALUE}.")
    private int count = SQUARE;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "Temperature of both models' priors. Default: as each trial's configuration says.")
    private Double temperature;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the pictures. Default: 'use/against-ID' in the first trial's folder.")
    private Path out;

    @Mixin
    private ModelOptions options;

    @Mixin
    private JsonOutput json;

    private final Workbench workbench;
    private final Console console;

    CompareCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, IOException, InterruptedException {
        ModelCommand.requireAtLeast(1, "--count", count);
        ModelCommand.requireNotNegative("--temperature", temperature == null ? null : List.of(temperature));
        StudyFinder.Located a = options.locate(console, first);
        StudyFinder.Located b = options.locate(console, second);
        if (a.entry().trial().id().equals(b.entry().trial().id())) {
            throw new CommandException("'" + first + "' and '" + second + "' are one trial. Give two.");
        }
        Path folder = out == null
                ? a.folder().resolve("use").resolve("against-" + b.entry().trial().shortId())
                : console.resolve(out);
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("samples", sideBySide("sample", "samples.png", folder, a, b));
        files.put("reconstructions", sideBySide("reconstruct", "reconstructions.png", folder, a, b));
        if (json.wanted()) {
            json.write(console.out(), Map.of("a", StatusCommand.describe(a.entry()), "b", StatusCommand.describe(b.entry()),
                    "files", files.values().stream().map(Path::toString).toList()));
        } else {
            metrics(a.entry(), b.entry());
            files.values().forEach(console.out()::println);
        }
        return ExitCode.OK;
    }

    private Path sideBySide(String task, String picture, Path folder, StudyFinder.Located a, StudyFinder.Located b)
            throws IOException, InterruptedException {
        Path left = draw(task, picture, folder, a);
        Path right = draw(task, picture, folder, b);
        Path both = folder.resolve(picture);
        new SideBySide(left, right).write(both);
        return both;
    }

    private Path draw(String task, String picture, Path folder, StudyFinder.Located located)
            throws InterruptedException, IOException {
        Path own = folder.resolve(located.entry().trial().shortId());
        Arguments arguments = new Arguments().with("count", count).with("out", own.toString());
        options.use(workbench, console, located, task, task.equals("sample") ? arguments.with("temperature", temperature).map() : arguments.map());
        return own.resolve(picture);
    }

    private void metrics(TrialEntry a, TrialEntry b) {
        Map<String, Double> left = a.outcome().metrics();
        Map<String, Double> right = b.outcome().metrics();
        Set<String> names = new LinkedHashSet<>(left.keySet());
        names.retainAll(right.keySet());
        Table table = new Table("METRIC", TrialWords.name(a.trial()), TrialWords.name(b.trial()), "DIFFERENCE");
        names.forEach(name -> table.row(name, Words.number(left.get(name)), Words.number(right.get(name)),
                Words.number(right.get(name) - left.get(name))));
        if (!table.isEmpty()) {
            table.print(console.out());
            console.out().println();
        }
    }
}
