package nvae.study.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nvae.study.ledger.Attempt;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.LedgerException;
import nvae.study.ledger.Outcome;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;

/** Trials that other studies under the same root of runs have done. A trial's id says all that its result depends on, so they serve. */
public final class DoneTrials {
    private static final String SLOT_PREFIX = "study:";

    private final Map<String, Found> byId;

    private DoneTrials(Map<String, Found> byId) {
        this.byId = Map.copyOf(byId);
    }

    /** None. */
    public static DoneTrials none() {
        return new DoneTrials(Map.of());
    }

    /**
     * Looks into every study's ledger beside this one. A ledger that cannot be read offers nothing: another study's damage does not hold
     * up this one.
     *
     * @param study this study's folder
     */
    public static DoneTrials beside(Path study) throws IOException {
        Path own = study.toAbsolutePath();
        return of(studies(own.getParent()).stream().filter(other -> !other.equals(own)).toList());
    }

    /** Looks into the ledgers of all studies under a root of runs. */
    public static DoneTrials under(RunsFolder runs) throws IOException {
        return of(studies(runs.path().toAbsolutePath()));
    }

    /** The trial of this id, if another study has done it. */
    public Optional<Found> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The study that a trial's result was taken from; empty if it was trained where its ledger is. */
    public static Optional<String> origin(TrialEntry entry) {
        return entry.lastAttempt().map(Attempt::slot).filter(slot -> slot.startsWith(SLOT_PREFIX))
                .map(slot -> slot.substring(SLOT_PREFIX.length()));
    }

    /**
     * A trial that is done.
     *
     * @param study the name of the study that did it
     * @param folder its run folder there
     */
    public record Found(String study, Path folder, Outcome outcome) {

        /** What the ledger records in place of a slot. */
        String slot() {
            return SLOT_PREFIX + study;
        }

        /**
         * Copies the run folder, all but its result: who adopts the trial writes that when everything else is there, so that a copy that
         * was broken off is no finished trial. Big check-points are linked, not copied, where the file system can.
         */
        void copyTo(Path target) throws IOException {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                    Files.createDirectories(to(from));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                    if (from.equals(folder.resolve(Ledger.RESULT))) {
                        return FileVisitResult.CONTINUE;
                    }
                    if (from.toString().endsWith(".safetensors")) {
                        link(from, to(from));
                    } else {
                        Files.copy(from, to(from), StandardCopyOption.REPLACE_EXISTING);
                    }
                    return FileVisitResult.CONTINUE;
                }

                private Path to(Path from) {
                    return target.resolve(folder.relativize(from).toString());
                }
            });
        }

        private static void link(Path from, Path to) throws IOException {
            Files.deleteIfExists(to);
            try {
                Files.createLink(to, from);
            } catch (IOException | UnsupportedOperationException e) {
                Files.copy(from, to);
            }
        }
    }

    private static DoneTrials of(List<Path> studies) {
        Map<String, Found> found = new HashMap<>();
        studies.forEach(study -> collect(study, found));
        return new DoneTrials(found);
    }

    private static List<Path> studies(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(Ledger.FILE))).sorted().toList();
        }
    }

    private static void collect(Path study, Map<String, Found> found) {
        try (Ledger ledger = Ledger.read(study)) {
            for (TrialEntry entry : ledger.entries()) {
                Path folder = study.resolve(entry.trial().shortId());
                if (entry.state() == TrialState.DONE && Files.isDirectory(folder)) {
                    found.putIfAbsent(entry.trial().id(), new Found(study.getFileName().toString(), folder, entry.outcome()));
                }
            }
        } catch (LedgerException unreadable) {
            // Its own commands say so when they are used.
        }
    }
}
