package nvae.api.part;

/** There is no usable part of the wanted kind and name. The message is meant for the person who wrote the name. */
public final class UnknownPartException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public UnknownPartException(String message) {
        super(message);
    }
}
