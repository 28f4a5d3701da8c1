package nvae.training.checkpoint;

import java.io.IOException;

/** A check-point was not written, because it would hold values that are not finite; the one before is still there. */
public final class NotFiniteException extends IOException {
    private static final long serialVersionUID = 1;

    NotFiniteException(String message) {
        super(message);
    }
}
