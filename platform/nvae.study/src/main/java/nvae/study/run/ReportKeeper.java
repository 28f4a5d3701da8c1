package nvae.study.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import nvae.study.plan.Trial;
import nvae.study.report.StudyReport;

/** Writes the report anew after each trial that ends, on a thread of its own so that no slot waits for it. */
final class ReportKeeper implements RunListener, AutoCloseable {
    private final Path folder;
    private final AtomicBoolean due = new AtomicBoolean();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "report");
        thread.setDaemon(true);
        return thread;
    });

    ReportKeeper(Path folder) {
        this.folder = folder;
    }

    @Override
    public void done(Trial trial, Map<String, Double> metrics) {
        order();
    }

    @Override
    public void failed(Trial trial, String why) {
        order();
    }

    /**
     * Writes the last one.
     *
     * @return why it could not be written; empty if it was. A study's results do not hang on its report, which can be written again.
     */
    String finish() throws InterruptedException {
        due.set(true);
        Future<?> last = writer.submit(this::write);
        try {
            last.get();
            return "";
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause().getMessage());
        }
    }

    @Override
    public void close() {
        writer.shutdown();
    }

    /** Trials that end while a report is being written share the next one. */
    private void order() {
        if (!due.getAndSet(true)) {
            writer.submit(this::write);
        }
    }

    private Void write() throws IOException {
        if (due.getAndSet(false)) {
            StudyReport.write(folder);
        }
        return null;
    }
}
