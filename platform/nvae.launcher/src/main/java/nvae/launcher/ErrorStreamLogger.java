package nvae.launcher;

import org.apache.felix.framework.Logger;

/** The framework's log on standard error; Felix's own goes to standard output, which belongs to results. */
final class ErrorStreamLogger extends Logger {
    @Override
    protected void doLog(int level, String message, Throwable cause) {
        if (level <= getLogLevel()) {
            System.err.println("felix: " + message + (cause == null ? "" : ": " + cause.getMessage()));
        }
    }
}
