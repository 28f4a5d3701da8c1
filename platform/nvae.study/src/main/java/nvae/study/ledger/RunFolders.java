package nvae.study.ledger;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nvae.study.catalog.BundleDigest;
import nvae.study.manifest.WholeFile;
import nvae.study.plan.Trial;

/** A study's run folders, the ledger's second memory: {@code trial.json} says what a trial is, {@code result.json} what came out. */
final class RunFolders {
    private static final String TRIAL = "trial.json";
    private static final String RESULT = Ledger.RESULT;

    private final Path folder;

    RunFolders(Path folder) {
        this.folder = folder;
    }

    /** What is left of a trial; no outcome if it did not finish. */
    record Remains(Trial trial, Optional<Outcome> outcome) {}

    private record Assigned(
            String trial, String variant, Map<String, Object> changes, long seed, Map<String, Object> configuration,
            List<BundleDigest> bundles, List<BundleDigest> plannedBundles) {

        /** A worker has more bundles than its trial was planned with: those that they need. Old files name only the worker's. */
        Trial toTrial() {
            List<BundleDigest> planned = plannedBundles == null ? bundles : plannedBundles;
            return new Trial(trial, variant == null ? "unknown" : variant, changes == null ? Map.of() : changes, seed,
                    configuration == null ? Map.of() : configuration, planned == null ? List.of() : planned);
        }
    }

    private record Result(String trial, Map<String, Double> metrics, List<Double> klPerGroup) {}

    /** Writes a result so that it is there whole or not at all, and on the disk when this returns. */
    void write(Trial trial, Outcome outcome) {
        Path run = folder.resolve(trial.shortId());
        try {
            WholeFile.write(
                    Files.createDirectories(run).resolve(RESULT),
                    Json.of(new Result(trial.id(), outcome.metrics(), outcome.klPerGroup())));
        } catch (IOException e) {
            throw new LedgerException("Cannot write the result of trial " + trial.shortId() + " into " + run + " (" + e
                    + "). Make room or change its rights, then `bin/nvae resume`.", e);
        }
    }

    /** The result in a trial's folder, if it finished. */
    Optional<Outcome> outcome(String id) {
        Path file = folder.resolve(id.substring(0, Math.min(12, id.length()))).resolve(RESULT);
        return parse(file, Result.class).filter(result -> id.equals(result.trial()) && result.metrics() != null)
                .map(result -> new Outcome(result.metrics(), result.klPerGroup() == null ? List.of() : result.klPerGroup()));
    }

    /** Whether any trial has been started here. */
    boolean anyStarted() {
        return !trialFiles().isEmpty();
    }

    /** All trials that have been started here, by folder. What cannot be read is left out. */
    List<Remains> read() {
        List<Remains> remains = new ArrayList<>();
        for (Path file : trialFiles()) {
            parse(file, Assigned.class).filter(assigned -> assigned.trial() != null).map(Assigned::toTrial)
                    .ifPresent(trial -> remains.add(new Remains(trial, outcome(trial.id()))));
        }
        return remains;
    }

    private List<Path> trialFiles() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.map(run -> run.resolve(TRIAL)).filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new LedgerException("Cannot list " + folder + ": " + e, e);
        }
    }

    private static <T> Optional<T> parse(Path file, Class<T> type) {
        try {
            return Files.isRegularFile(file) ? Optional.ofNullable(Json.read(Files.readString(file), type)) : Optional.empty();
        } catch (IOException | JsonParseException e) {
            return Optional.empty();
        }
    }
}
