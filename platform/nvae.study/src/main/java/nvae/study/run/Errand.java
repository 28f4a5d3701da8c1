package nvae.study.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** One worker that is sent for something beside a study's training: to measure a model, to use a trained one. */
public final class Errand {
    private final Launcher launcher;

    public Errand(Launcher launcher) {
        this.launcher = launcher;
    }

    /**
     * Runs the worker to its end.
     *
     * @return the events that it sent
     * @throws RunException if it failed or crashed; it is not sent again
     * @throws InterruptedException if this thread was interrupted; the worker has been ended
     */
    public List<Map<String, Object>> run(Assignment assignment) throws InterruptedException {
        List<Map<String, Object>> events = new CopyOnWriteArrayList<>();
        TrialAttempt attempt = new TrialAttempt(assignment, events::add);
        try {
            Files.createDirectories(assignment.folder());
            attempt.start(launcher);
        } catch (IOException e) {
            throw new RunException("Cannot start a worker in " + assignment.folder() + " (" + e + ").", e);
        }
        AttemptEnd end;
        try {
            end = attempt.await();
        } catch (InterruptedException e) {
            attempt.stop();
            throw e;
        }
        if (end instanceof AttemptEnd.Failed failed) {
            throw new RunException(failed.message());
        }
        if (end instanceof AttemptEnd.Crashed crash && crash.status() != 0) {
            throw new RunException(crash.why());
        }
        return events;
    }
}
