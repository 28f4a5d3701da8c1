package nvae.launcher;

import java.io.IOException;
import java.io.OutputStream;

/** Ends the worker when its host is gone: the host holds the other end of standard input open as long as it lives. */
final class HostWatch {
    private static final int ORPHANED = 130;

    private HostWatch() {}

    static void start() {
        Thread thread = new Thread(HostWatch::awaitEnd, "host-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static void awaitEnd() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // The pipe is broken, which says the same as its end.
        }
        System.err.println("the host is gone; this worker ends, the trial goes on from its last check-point when it is resumed");
        Runtime.getRuntime().halt(ORPHANED);
    }
}
