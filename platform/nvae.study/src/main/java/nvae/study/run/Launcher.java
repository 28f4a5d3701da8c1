package nvae.study.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Starts workers: one JVM a trial. */
public interface Launcher {
    /**
     * Starts a worker.
     *
     * @param events receives each event that the worker sends: one JSON object, with the key {@code event}; called from one thread
     */
    Worker launch(Assignment assignment, Consumer<Map<String, Object>> events) throws IOException;

    /** A launcher that starts all its workers in one folder. */
    default Launcher in(Path start) {
        return (assignment, events) -> launch(assignment.in(start), events);
    }

    /** A running worker. */
    interface Worker {
        /** Waits for its end. The exit status: 0 done, 3 failed for good (do not try again), anything else a crash. */
        int await() throws InterruptedException;

        /** Ends it at once. What it has check-pointed stays. */
        void kill();

        /** Its process id. */
        long pid();
    }
}
