package nvae.study.manifest;

/**
 * One thing that is wrong with a manifest.
 *
 * @param what what is wrong, without a full stop
 * @param remedy what to do about it, one sentence
 */
public record Problem(Severity severity, Location where, String what, String remedy) {
    /** Whether a study can be planned all the same. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** Where, what, and what to do: one line. */
    @Override
    public String toString() {
        String label = severity == Severity.WARNING ? ": warning: " : ": ";
        return where + label + what + ". " + remedy;
    }
}
