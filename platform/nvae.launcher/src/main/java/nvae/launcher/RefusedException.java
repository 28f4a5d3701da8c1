package nvae.launcher;

import com.google.gson.JsonObject;

/** This worker cannot run the trial, and no other attempt could. The message is for the person who started the study. */
final class RefusedException extends RuntimeException {
    /** Exit status of a trial that failed for good. */
    static final int STATUS = 3;

    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }

    /** The event that tells the host. */
    String event() {
        JsonObject event = new JsonObject();
        event.addProperty("event", "failed");
        event.addProperty("reason", "error");
        event.addProperty("message", getMessage());
        return event.toString();
    }
}
