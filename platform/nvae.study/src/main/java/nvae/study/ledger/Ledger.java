package nvae.study.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import nvae.study.plan.Trial;

/**
 * The states, attempts and results of a study's trials, in {@code ledger.db} in the study's folder. One host at a time writes it; each
 * call is one transaction, so that killing the host at any moment loses no more than the call it was in. Results are also in the run
 * folders, which outlive a power cut. Calls may come from any thread.
 */
public final class Ledger implements AutoCloseable {
    /** The file's name in a study's folder. */
    public static final String FILE = "ledger.db";

    /** The name of the file in a finished trial's run folder that says what came out; written after everything else there. */
    public static final String RESULT = "result.json";

    private static final String HOST_ENDED = "The host ended while this attempt ran.";

    private final Path folder;
    private final RunFolders folders;
    private final Database database;
    private final FolderLock lock;

    private Ledger(Path folder, Database database, RunFolders folders, FolderLock lock) {
        this.folder = folder;
        this.folders = folders;
        this.database = database;
        this.lock = lock;
    }

    /**
     * Opens a study's ledger as its only writer, or begins one. Trials that a dead host left running become {@link TrialState#LOST}.
     *
     * @param folder the study's folder; made if missing
     * @throws LedgerException if another host holds the folder, or the file is damaged or of a newer version
     */
    public static Ledger open(Path folder) {
        FolderLock lock = FolderLock.take(folder);
        try {
            RunFolders folders = new RunFolders(folder);
            Ledger ledger = new Ledger(folder, LedgerFile.open(folder.resolve(FILE), folders), folders, lock);
            ledger.settle();
            return ledger;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Opens a study's ledger to look only: beside a running host, or on a folder that cannot be written. Trials that run are shown as
     * {@link TrialState#LOST} when no host is at work: what a dead one left is what the next one will find.
     *
     * @throws LedgerException if there is none, or it is damaged or of a newer version
     */
    public static Ledger read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new LedgerException("There is no " + file + ": no study has been run in this folder. Begin one with `bin/nvae run`.");
        }
        return new Ledger(folder, LedgerFile.read(file), new RunFolders(folder), null);
    }

    /**
     * Begins a new ledger from what lies in the run folders: finished trials with their results, all others as lost or planned. The
     * damaged file is kept under another name beside it.
     *
     * @return where the damaged file lies now; empty if there was none
     */
    public static Optional<Path> rebuild(Path folder) {
        try (FolderLock lock = FolderLock.take(folder)) {
            RunFolders folders = new RunFolders(folder);
            Optional<Path> damaged = LedgerFile.setAside(folder.resolve(FILE));
            try (Database database = LedgerFile.create(folder.resolve(FILE))) {
                new TrialTable(database).restore(folders.read());
            }
            return damaged;
        }
    }

    /**
     * Takes in the trials that the manifest asks for, in its order. New ones are planned; those known by their id keep their state and
     * results, under the new label if it changed; those no longer asked for stay, out of the plan. One that is finished in its run folder
     * is done, even if this ledger has lost what it knew of it.
     */
    public void plan(Collection<Trial> trials) {
        database.transaction(() -> {
            table().plan(trials);
            takeInResults();
        });
    }

    /** All trials, those of the plan first and in its order. */
    public List<TrialEntry> entries() {
        List<TrialEntry> entries = database.transaction(() -> table().entries());
        return isAbandoned() ? entries.stream().map(entry -> entry.abandoned(HOST_ENDED)).toList() : entries;
    }

    private boolean isAbandoned() {
        return lock == null && !FolderLock.isTaken(folder);
    }

    /**
     * One trial.
     *
     * @throws LedgerException if the ledger does not know it
     */
    public TrialEntry entry(String id) {
        TrialEntry entry = database.transaction(() -> table().entry(id));
        return isAbandoned() ? entry.abandoned(HOST_ENDED) : entry;
    }

    /**
     * A worker is about to be started: the trial is running, with a new attempt.
     *
     * @return the attempt's number, 1 for the first
     * @throws LedgerException if the trial is running or done already
     */
    public int start(String id, String slot) {
        return database.transaction(() -> {
            TrialState state = table().state(id);
            if (state == TrialState.RUNNING || state == TrialState.DONE) {
                throw new LedgerException("Trial " + id + " is " + name(state) + " already; it is not started again.");
            }
            table().state(id, TrialState.RUNNING);
            return table().begin(id, slot, Instant.now());
        });
    }

    /** The worker of the running attempt has this process id. */
    public void attach(String id, long pid) {
        database.transaction(() -> table().attach(id, pid));
    }

    /** The trial has come this far. */
    public void progress(String id, Progress progress) {
        database.transaction(() -> table().progress(id, progress));
    }

    /** The trial is finished. Its result is also written into its run folder, from which a lost ledger can be rebuilt. */
    public void done(String id, Outcome outcome) {
        database.transaction(() -> {
            folders.write(table().entry(id).trial(), outcome);
            table().end(id, Attempt.End.now(0, Attempt.End.DONE, ""));
            table().finish(id, outcome);
        });
    }

    /** The trial has failed for good. */
    public void failed(String id, Attempt.End end) {
        database.transaction(() -> {
            table().end(id, end);
            table().state(id, TrialState.FAILED);
        });
    }

    /** The attempt ended half-way; the trial can go on from its last check-point. */
    public void lost(String id, Attempt.End end) {
        database.transaction(() -> {
            table().end(id, end);
            table().state(id, TrialState.LOST);
        });
    }

    /**
     * A person asks for a failed trial again: it is lost, so that it goes on from its last check-point if it has one.
     *
     * @throws LedgerException if the trial has not failed
     */
    public void retry(String id) {
        database.transaction(() -> {
            TrialState state = table().state(id);
            if (state != TrialState.FAILED) {
                throw new LedgerException("Trial " + id + " is " + name(state) + "; only a failed one can be tried again.");
            }
            table().state(id, TrialState.LOST);
        });
    }

    @Override
    public void close() {
        database.close();
        if (lock != null) {
            lock.close();
        }
    }

    /** A dead host's running trials are lost, but for those whose result it wrote and could not record any more. */
    private void settle() {
        database.transaction(() -> {
            table().ids(TrialState.RUNNING).forEach(id -> lost(id,
                    Attempt.End.now(null, Attempt.End.HOST, HOST_ENDED)));
            takeInResults();
        });
    }

    private void takeInResults() {
        Stream.of(TrialState.LOST, TrialState.PLANNED).flatMap(state -> table().ids(state).stream())
                .forEach(id -> folders.outcome(id).ifPresent(outcome -> table().finish(id, outcome)));
    }

    private TrialTable table() {
        return new TrialTable(database);
    }

    private static String name(TrialState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
