package nvae.study.run;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nvae.study.ledger.Outcome;
import nvae.study.manifest.WholeFile;
import nvae.study.plan.Estimate;
import nvae.study.plan.Plan;
import nvae.study.plan.Trial;
import nvae.study.plan.Variant;

/**
 * Sizes of models and times of their training, before it happens: from a trial of the variant that is done, from an earlier measurement,
 * or from a worker that composes the model and times a few steps.
 */
public final class Calibration {
    private static final String FOLDER = ".measured";

    private final Path runs;
    private final Errand errand;
    private final Slot slot;

    /**
     * @param runs the root of the run folders; measurements are kept in it
     * @param slot where measuring happens; times hold for its number of threads
     */
    public Calibration(Path runs, Launcher launcher, Slot slot) {
        this.runs = runs;
        this.errand = new Errand(launcher);
        this.slot = slot;
    }

    /** Follows the measuring of a plan. */
    @FunctionalInterface
    public interface Listener {
        /** A worker starts to measure this variant. */
        void measuring(Variant variant);
    }

    /**
     * The plan with an estimate for every trial. All seeds of a variant share one.
     *
     * @throws RunException if a model cannot be composed; the message is the worker's
     */
    public Plan measure(Plan plan, DoneTrials done, Listener listener) throws InterruptedException {
        Map<String, Estimate> estimates = new HashMap<>(recall(plan, done).estimates());
        for (Variant variant : plan.variants()) {
            List<Trial> trials = plan.trialsOf(variant);
            if (trials.stream().anyMatch(trial -> !estimates.containsKey(trial.id()))) {
                listener.measuring(variant);
                Estimate estimate = measured(trials.get(0));
                trials.forEach(trial -> estimates.put(trial.id(), estimate));
            }
        }
        return plan.withEstimates(estimates);
    }

    /** The plan with what is known already; nothing is started. */
    public Plan recall(Plan plan, DoneTrials done) {
        Map<String, Estimate> estimates = new HashMap<>();
        for (Variant variant : plan.variants()) {
            List<Trial> trials = plan.trialsOf(variant);
            known(trials, done).ifPresent(estimate -> trials.forEach(trial -> estimates.put(trial.id(), estimate)));
        }
        return plan.withEstimates(estimates);
    }

    private Optional<Estimate> known(List<Trial> trials, DoneTrials done) {
        Optional<Estimate> finished = trials.stream()
                .flatMap(trial -> done.find(trial.id()).stream())
                .map(DoneTrials.Found::outcome)
                .flatMap(outcome -> ofOutcome(outcome).stream())
                .findFirst();
        return finished.or(() -> trials.stream().flatMap(trial -> kept(trial).stream()).findFirst());
    }

    private static Optional<Estimate> ofOutcome(Outcome outcome) {
        Double parameters = outcome.metrics().get("parameters");
        Double seconds = outcome.metrics().get("seconds");
        return parameters == null || seconds == null ? Optional.empty() : Optional.of(new Estimate(parameters.longValue(), seconds));
    }

    private Estimate measured(Trial trial) throws InterruptedException {
        Path folder = folder(trial);
        for (Map<String, Object> event : errand.run(new Assignment(trial, Assignment.Mode.MEASURE, folder, slot))) {
            if (WorkerEvent.of(event) instanceof WorkerEvent.Measured model) {
                Estimate estimate = new Estimate(model.parameters(), model.steps() * model.secondsPerStep());
                keep(trial, estimate);
                return estimate;
            }
        }
        throw new RunException("The worker that was to measure " + trial.variant() + " ended without a measurement; see "
                + folder.resolve("log.txt") + ".");
    }

    private Path folder(Trial trial) {
        return runs.resolve(FOLDER).resolve(trial.shortId() + "-" + slot.threads());
    }

    private Path file(Trial trial) {
        return folder(trial).resolve("estimate.json");
    }

    private Optional<Estimate> kept(Trial trial) {
        try {
            return Files.isRegularFile(file(trial))
                    ? Optional.ofNullable(new Gson().fromJson(Files.readString(file(trial)), Estimate.class))
                    : Optional.empty();
        } catch (IOException | JsonParseException unreadable) {
            return Optional.empty();
        }
    }

    private void keep(Trial trial, Estimate estimate) {
        try {
            WholeFile.write(file(trial), new Gson().toJson(estimate));
        } catch (IOException e) {
            throw new RunException("Cannot write " + file(trial) + " (" + e + "). Make room or change its rights.", e);
        }
    }
}
