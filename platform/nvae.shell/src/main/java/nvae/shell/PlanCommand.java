package nvae.shell;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import nvae.study.manifest.ManifestException;
import nvae.study.plan.Estimate;
import nvae.study.plan.Plan;
import nvae.study.plan.PlanJson;
import nvae.study.plan.Trial;
import nvae.study.plan.Variant;
import nvae.study.run.Calibration;
import nvae.study.run.DoneTrials;
import nvae.study.run.RunsFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = "List a study's trials: what each changes, how large its model is, how long it will take, what is done already.")
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private ManifestArguments manifest;

    @Mixin
    private SlotOptions slots;

    @Mixin
    private RunsOption runs;

    @Mixin
    private JsonOutput json;

    @Option(
            names = "--no-measure",
            description = "Do not compose the models; sizes and times are known only where they have been measured before.")
    private boolean unmeasured;

    private final Workbench workbench;
    private final Console console;

    PlanCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws ManifestException, CommandException, IOException, InterruptedException {
        RunsFolder folder = runs.in(console);
        Plan plan = manifest.plan(workbench, console);
        plan.warnings().forEach(warning -> tell(warning.toString()));
        DoneTrials done = DoneTrials.under(folder);
        Calibration calibration = new Calibration(folder.path(), workbench.launcher(), slots.slots().get(0));
        plan = unmeasured
                ? calibration.recall(plan, done)
                : calibration.measure(plan, done, variant -> tell("measuring " + variant.label() + " ..."));
        if (json.wanted()) {
            json.write(console.out(), Map.of("plan", JsonParser.parseString(PlanJson.write(plan)), "done", marks(plan, done)));
            return ExitCode.OK;
        }
        print(plan, done);
        return ExitCode.OK;
    }

    private void tell(String line) {
        console.err().println(line);
        console.err().flush();
    }

    /** Trial id to the study that has done it. */
    private static Map<String, String> marks(Plan plan, DoneTrials done) {
        Map<String, String> marks = new TreeMap<>();
        plan.trials().forEach(trial -> done.find(trial.id()).ifPresent(found -> marks.put(trial.id(), found.study())));
        return marks;
    }

    private void print(Plan plan, DoneTrials done) {
        Table table = new Table("TRIAL", "VARIANT", "SEED", "CHANGES", "PARAMETERS", "TIME", "");
        for (Trial trial : plan.trials()) {
            Estimate estimate = plan.estimates().get(trial.id());
            table.row(trial.shortId(), trial.variant(), trial.seed(), Words.changes(trial.changes()),
                    estimate == null || estimate.parameters() == null ? "-" : Words.count(estimate.parameters()),
                    estimate == null || estimate.seconds() == null ? "-" : Words.time(estimate.seconds()),
                    done.find(trial.id()).map(found -> "done in " + found.study()).orElse(""));
        }
        for (Variant variant : plan.variants()) {
            if (variant.isDuplicate()) {
                table.row("-", variant.label(), "-", Words.changes(variant.changes()), "-", "-", "same as " + variant.duplicateOf());
            }
        }
        table.print(console.out());
        List<Trial> open = plan.trials().stream().filter(trial -> done.find(trial.id()).isEmpty()).toList();
        console.out().println();
        console.out().println(Words.several(plan.trials().size(), "trial") + ", " + open.size() + " to train" + time(plan, open) + ".");
    }

    private String time(Plan plan, List<Trial> open) {
        double seconds = 0;
        for (Trial trial : open) {
            Estimate estimate = plan.estimates().get(trial.id());
            if (estimate == null || estimate.seconds() == null) {
                return "";
            }
            seconds += estimate.seconds();
        }
        int side = slots.slots().size();
        return open.isEmpty() ? "" : ", about " + Words.time(seconds / side) + " on " + Words.several(side, "slot");
    }
}
