package nvae.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.LedgerException;
import nvae.study.ledger.TrialEntry;
import nvae.study.plan.Plan;
import nvae.study.report.StudyFile;
import nvae.study.run.RunControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows a study's folder on a thread of its own. What it has seen is there at once for any number of visitors. */
final class StudyWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StudyWatch.class);

    /** So much of all trials' metrics is read at a time, shared out evenly: a large study is seen at once and its curves fill up. */
    private static final long BYTES_A_LOOK = 64 << 20;

    private final Path folder;
    private final StudyFile study;
    private final Ledger ledger;
    private final Optional<RunControl> control;
    private final StudyView view;
    private final Map<String, TrialCurves> curves = new LinkedHashMap<>();
    private final Thread thread;

    private List<TrialEntry> entries;
    private String ledgerStamp = "";
    private String json = "";
    private long version;
    private boolean closed;

    /** @throws IOException if the folder holds no study; the message says what to do */
    StudyWatch(Path folder, Optional<RunControl> control, Duration period) throws IOException {
        this.folder = folder;
        this.study = StudyFile.read(folder);
        this.control = control;
        this.view = new StudyView(study, Clock.systemUTC());
        this.ledger = open(folder);
        look();
        thread = new Thread(() -> follow(period), "live page of " + folder.getFileName());
        thread.setDaemon(true);
        thread.start();
    }

    private static Ledger open(Path folder) throws IOException {
        try {
            return Ledger.read(folder);
        } catch (LedgerException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** A state of the study. */
    record Seen(long version, String json) {}

    /** The present state as soon as it differs from this version, or after a while whatever it is; empty once there will be no more. */
    synchronized Optional<Seen> after(long known, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis(); version == known && !closed && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return closed ? Optional.empty() : Optional.of(new Seen(version, json));
    }

    /** What a person may do to the run; empty if another process runs the study, or none does. */
    Optional<RunControl> control() {
        return control;
    }

    /** Looks again now, because something has been done to the run. */
    void lookAgain() throws IOException {
        look();
    }

    Plan plan() {
        return study.plan();
    }

    /**
     * The trial of a short id.
     *
     * @throws NoSuchElementException if the study has none
     */
    synchronized TrialEntry entry(String shortId) {
        return entries.stream().filter(entry -> entry.trial().shortId().equals(shortId)).findFirst()
                .orElseThrow(() -> new NoSuchElementException("This study has no trial " + shortId + "."));
    }

    /** The run folder of a trial of this study. */
    Path run(String shortId) {
        return folder.resolve(entry(shortId).trial().shortId());
    }

    /**
     * Curves of one metric over common steps.
     *
     * @param trials short ids; all trials if there are none
     */
    SharedSteps curves(String metric, List<String> trials, int buckets) {
        synchronized (curves) {
            Map<String, Curve> chosen = new LinkedHashMap<>();
            for (String trial : trials.isEmpty() ? List.copyOf(curves.keySet()) : trials) {
                Optional.ofNullable(curves.get(trial)).ifPresent(found -> found.put(metric, trial, chosen));
            }
            return SharedSteps.of(chosen, buckets);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ledger.close();
    }

    private void follow(Duration period) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(period.toMillis());
                look();
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warn("cannot read {}: {}", folder, e.getMessage());
            }
        }
    }

    private void look() throws IOException {
        String stamp = stamp();
        if (!stamp.equals(ledgerStamp)) {
            List<TrialEntry> read = new ArrayList<>(ledger.entries());
            synchronized (this) {
                entries = read;
                ledgerStamp = stamp;
            }
        }
        Map<String, Long> lines = readCurves();
        String next = view.json(entries, lines, this::pictures, control);
        synchronized (this) {
            if (!next.equals(json)) {
                json = next;
                version++;
                notifyAll();
            }
        }
    }

    private Pictures pictures(TrialEntry entry) {
        return new Pictures(folder.resolve(entry.trial().shortId()));
    }

    private Map<String, Long> readCurves() throws IOException {
        Map<String, Long> lines = new LinkedHashMap<>();
        long bytes = BYTES_A_LOOK / Math.max(1, entries.size());
        for (TrialEntry entry : entries) {
            String id = entry.trial().shortId();
            synchronized (curves) {
                TrialCurves trial = curves.computeIfAbsent(id, unused -> new TrialCurves(folder.resolve(id).resolve("metrics.jsonl")));
                trial.read(bytes);
                lines.put(id, trial.lines());
            }
        }
        return lines;
    }

    /** Changes whenever the ledger does. The files are not opened here: closing them would drop SQLite's locks in this process. */
    private String stamp() throws IOException {
        StringBuilder stamp = new StringBuilder();
        for (String name : List.of(Ledger.FILE, Ledger.FILE + "-wal")) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                stamp.append(Files.size(file)).append(' ').append(Files.getLastModifiedTime(file)).append(' ');
            }
        }
        return stamp.toString();
    }
}
