package nvae.shell;

/** A command cannot do what it was asked to; the message says what, and what to do. */
final class CommandException extends Exception {
    private static final long serialVersionUID = 1;

    CommandException(String message) {
        super(message);
    }
}
