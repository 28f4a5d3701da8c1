package nvae.api.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Follows one trial. Called from the training thread: be quick. A tracker that throws is reported once and the trial goes on. */
public interface Tracker extends AutoCloseable {
    /** Numbers of one step, by name. */
    void scalars(long step, Map<String, Double> values) throws IOException;

    /** An image file that the trial has written. */
    default void image(long step, String name, Path png) throws IOException {}

    @Override
    void close() throws IOException;
}
