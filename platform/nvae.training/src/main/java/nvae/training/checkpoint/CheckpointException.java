package nvae.training.checkpoint;

import java.io.IOException;

/** A check-point cannot be used, or must not be written. The message names the file, says what is wrong, and what to do. */
public final class CheckpointException extends IOException {
    private static final long serialVersionUID = 1;

    public CheckpointException(String message) {
        super(message);
    }
}
