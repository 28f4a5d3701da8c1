package nvae.worker;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nvae.api.part.Parts;
import nvae.training.DivergedException;
import nvae.training.checkpoint.CheckpointException;
import nvae.worker.Events.Failure;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the trial that a {@code trial.json} describes, and turns every way to fail into one message and an exit status. */
@Component
public final class ConfiguredTrialWorker implements TrialWorker {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredTrialWorker.class);
    private static final int DONE = 0;
    private static final int CRASHED = 1;
    private static final int FAILED_FOR_GOOD = 3;
    private static final int OUT_OF_MEMORY = 12;
    private static final Pattern NO_MEMORY = Pattern.compile("bad_alloc|[Ff]ailed to allocate|out of memory");

    @Override
    public int run(Path trialJson, Parts parts, PrintStream out) {
        Events events = new Events(out);
        try {
            Assignment assignment = Assignment.read(trialJson);
            Path folder = trialJson.toAbsolutePath().resolveSibling(assignment.folder()).normalize();
            new TrialSession(assignment, folder, parts, events).run();
            return DONE;
        } catch (DivergedException e) {
            return failed(events, Failure.DIVERGED, e);
        } catch (IllegalArgumentException | CheckpointException e) {
            return failed(events, Failure.INPUT, e);
        } catch (EngineException e) {
            if (isOutOfMemory(e)) {
                return outOfMemory(e);
            }
            LOG.error("the engine failed; the trial can be tried again", e);
            return CRASHED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CRASHED;
        } catch (IOException e) {
            tell(events, Failure.STORAGE, e);
            return CRASHED;
        } catch (RuntimeException e) {
            if (isOutOfMemory(e)) {
                return outOfMemory(e);
            }
            LOG.error("where it failed:", e);
            return failed(events, Failure.ERROR, e);
        } catch (OutOfMemoryError e) {
            return outOfMemory(e);
        }
    }

    /** Whether memory ran out: Java's, on any thread of the trial's, or the engine's, which says so in words alone. */
    private static boolean isOutOfMemory(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause).anyMatch(cause -> cause instanceof OutOfMemoryError
                || cause instanceof EngineException && NO_MEMORY.matcher(String.valueOf(cause.getMessage())).find());
    }

    private static int outOfMemory(Throwable e) {
        LOG.error("memory ran out; the trial can be tried again", e);
        return OUT_OF_MEMORY;
    }

    private static int failed(Events events, Failure reason, Exception e) {
        tell(events, reason, e);
        return FAILED_FOR_GOOD;
    }

    private static void tell(Events events, Failure reason, Exception e) {
        boolean saysEnough = e.getMessage() != null && !(e instanceof FileSystemException);
        String message = saysEnough ? e.getMessage() : e.toString();
        LOG.error("the trial failed: {}", message);
        events.failed(reason, message);
    }
}
