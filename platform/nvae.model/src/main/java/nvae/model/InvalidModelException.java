package nvae.model;

import java.util.function.Supplier;

/** A configuration from which no model can be made. The message says where, what was found, and what would be right. */
public final class InvalidModelException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String path;

    InvalidModelException(String path, Object found, String wanted) {
        super(path + ": found " + found + ", but " + wanted);
        this.path = path;
    }

    private InvalidModelException(String path, IllegalArgumentException cause) {
        super(path + ": " + cause.getMessage(), cause);
        this.path = path;
    }

    /** Does work that may complain about an argument; a complaint is told with the key that the argument came from. */
    static <T> T at(String path, Supplier<T> work) {
        try {
            return work.get();
        } catch (InvalidModelException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidModelException(path, e);
        }
    }

    /** The key in the configuration, e.g. {@code model.preprocessCells}. */
    public String path() {
        return path;
    }
}
