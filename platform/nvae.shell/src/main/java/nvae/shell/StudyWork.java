package nvae.shell;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nvae.study.catalog.BundleDigest;
import nvae.study.catalog.PartCatalog;
import nvae.study.ledger.TrialState;
import nvae.study.plan.Plan;
import nvae.study.report.StudyFile;
import nvae.study.run.BothListeners;
import nvae.study.run.GitState;
import nvae.study.run.RunListener;
import nvae.study.run.ShutdownHook;
import nvae.study.run.Slot;
import nvae.study.run.Study;
import nvae.study.run.Webhook;
import picocli.CommandLine.ExitCode;

/** Runs a study in its folder, shows how it goes, and says what came of it. */
final class StudyWork {
    private static final int PATIENCE_SECONDS = 10;
    private static final String COMMAND = "command";

    private final Workbench workbench;
    private final Console console;
    private final PrintWriter result;
    private final RunOptions options;
    private final SlotOptions slots;

    StudyWork(Workbench workbench, Console console, RunOptions options) {
        this.workbench = workbench;
        this.console = options.json().wanted() ? console.withoutOut() : console;
        this.result = console.out();
        this.options = options;
        this.slots = options.slots();
    }

    /**
     * Runs what is open of a study that begins in this process's own folder, where its plan was made.
     *
     * @param command how this run was asked for, for the report
     * @return the exit status: 0 if every trial is done
     */
    int run(Path folder, Plan plan, String command) throws CommandException, InterruptedException {
        return run(folder, new StudyFile(plan, provenance(command)));
    }

    private int run(Path folder, StudyFile study) throws CommandException, InterruptedException {
        Plan plan = study.plan();
        warnOfOtherBundles(plan);
        CountDownLatch told = new CountDownLatch(1);
        // A process that is asked to end waits until the person has been told how to go on.
        try (ShutdownHook hook = new ShutdownHook("last words", () -> told.await(PATIENCE_SECONDS, TimeUnit.SECONDS))) {
            return runAndTell(folder, study);
        } finally {
            console.out().flush();
            told.countDown();
        }
    }

    /** Runs what is open of a study that was run before. The report goes on to name the command that began it: it is what repeats it. */
    int goOn(Path folder, StudyFile file) throws CommandException, InterruptedException {
        String command = file.provenance() != null && file.provenance().get(COMMAND) instanceof String first
                ? first
                : "nvae resume " + file.plan().study();
        return run(folder, new StudyFile(file.plan(), provenance(command), StartFolder.of(file, console)));
    }

    private int runAndTell(Path folder, StudyFile file) throws CommandException, InterruptedException {
        Plan plan = file.plan();
        Study study = new Study(folder, plan, file.start(), workbench.launcher(), slots.slots(), slots.silence());
        Study.Result came;
        Optional<Webhook> webhook = options.webhook().of(plan.study(), console);
        try (ProgressView view = ProgressView.of(console, plan.trials().size(), slots.slots().size());
                LivePageOption.Follower page = options.web().follow(workbench, console, folder)) {
            RunListener shown = new BothListeners(page, view);
            RunListener listener = webhook.<RunListener>map(hook -> new BothListeners(shown, hook)).orElse(shown);
            Study.Result end = study.run(file.provenance(), listener);
            webhook.ifPresent(hook -> hook.ended(end));
            came = end;
        } catch (InterruptedException e) {
            console.err().println("Stopped. `nvae resume " + plan.study() + "` goes on from the last check-points.");
            throw e;
        } finally {
            webhook.ifPresent(Webhook::close);
        }
        tell(folder, plan, came);
        if (options.json().wanted()) {
            options.json().write(result, describe(folder, plan, came));
        }
        return came.complete() && came.reportTrouble().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** What came of a run, for a program. */
    private static Map<String, Object> describe(Path folder, Plan plan, Study.Result came) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("study", plan.study());
        run.put("folder", folder.toString());
        run.put("complete", came.complete());
        run.put("stopped", !came.ended());
        run.put("report", came.reportTrouble().isEmpty() ? folder.resolve("report.html").toString() : null);
        run.put("trials", came.entries().stream().map(StatusCommand::describe).toList());
        return run;
    }

    private void tell(Path folder, Plan plan, Study.Result result) {
        long failed = result.count(TrialState.FAILED);
        console.out().println(plan.study() + ": " + result.count(TrialState.DONE) + " of "
                + Words.several(result.entries().size(), "trial") + " done" + (failed == 0 ? "" : ", " + failed + " failed") + ".");
        if (failed > 0) {
            console.out().println("`nvae status " + plan.study() + "` says why; `nvae retry " + plan.study() + "` tries them again.");
        }
        if (!result.ended()) {
            console.out().println("Stopped. `nvae resume " + plan.study() + "` goes on from the last check-points.");
        }
        if (result.reportTrouble().isEmpty()) {
            console.out().println("Report: " + folder.resolve("report.html"));
        } else {
            console.err().println("The report could not be written: " + result.reportTrouble() + " Any that lies there is older. Write it"
                    + " again with `nvae report " + plan.study() + "`.");
        }
    }

    /** Workers get the bundles that their trials were planned with, which may no longer be those that are installed. */
    private void warnOfOtherBundles(Plan plan) {
        PartCatalog catalog = workbench.catalog();
        Set<BundleDigest> installed = new HashSet<>(catalog.platformBundles());
        catalog.kinds().forEach(kind -> catalog.parts(kind).forEach(part -> installed.add(part.bundle())));
        plan.trials().stream().flatMap(trial -> trial.bundles().stream()).distinct().filter(bundle -> !installed.contains(bundle))
                .forEach(bundle -> console.err().println(plan.study() + " was planned with " + bundle.symbolicName() + " "
                        + bundle.version() + " of SHA-256 " + Words.digest(bundle.sha256()) + ", which is no longer installed; its"
                        + " workers use the kept jar. To train with what is installed, use `nvae run` with the manifest."));
    }

    private Map<String, Object> provenance(String command) {
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        provenance.put(COMMAND, command);
        provenance.put("workbench", Version.ofThis());
        GitState.of(console.here()).ifPresent(state -> provenance.put("commit", state.toString()));
        provenance.put("slots", slots.slots().stream().map(StudyWork::describe).toList());
        provenance.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        provenance.put("system", String.join(" ",
                System.getProperty("os.name"), System.getProperty("os.version"), System.getProperty("os.arch")));
        provenance.put("cores", Runtime.getRuntime().availableProcessors());
        return provenance;
    }

    private static String describe(Slot slot) {
        return slot.name() + " with " + Words.several(slot.threads(), "thread");
    }
}
