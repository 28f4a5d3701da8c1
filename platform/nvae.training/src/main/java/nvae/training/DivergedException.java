package nvae.training;

/** Training cannot go on, because a number is not finite any more. The message is a diagnosis and says what to try. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DivergedException(String message) {
        super(message);
    }
}
