package nvae.host.internal;

/** A dropped jar cannot be used. The message completes the sentence "it is not used: ...". */
final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PluginException(String message) {
        super(message);
    }
}
