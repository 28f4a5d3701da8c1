package nvae.training.graph;

/** A pass cannot be run as one graph; the message says why. */
public final class UntraceableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UntraceableException(String message) {
        super(message);
    }
}
