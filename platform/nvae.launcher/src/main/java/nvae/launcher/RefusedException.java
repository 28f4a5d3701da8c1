package nvae.launcher;

import com.google.gson.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleException;

/** This worker cannot run the trial, and no other attempt could. The message is for the person who started the study. */
final class RefusedException extends RuntimeException {
    /** Exit status of a trial that failed for good. */
    static final int STATUS = 3;

    private static final long serialVersionUID = 1;
    private static final Pattern MISSING = Pattern.compile(
            "missing requirement \\[(?<bundle>[^ \\]]+) [^\\]]*\\]\\(R [^)]*\\)\\] "
                    + "(?<what>[\\w.]+; .*?)(?= \\[caused by|\\sUnresolved|$)");

    RefusedException(String message) {
        super(message);
    }

    /**
     * A bundle that its trial was planned with does not fit the platform of today. Felix names what is missing at the end of a chain:
     * {@code Unable to resolve A: missing requirement [A] package; (filter) [caused by: Unable to resolve B: ...]}.
     */
    static RefusedException unresolved(BundleException failure) {
        Matcher missing = MISSING.matcher(String.valueOf(failure.getMessage()));
        String what = failure.getMessage();
        while (missing.find()) {
            what = "bundle " + missing.group("bundle") + " does not start: " + missing.group("what") + " is missing here";
        }
        return new RefusedException(what + "; the trial was planned with another build: run the study again with `nvae run`");
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
