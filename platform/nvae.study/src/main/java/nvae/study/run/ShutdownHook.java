package nvae.study.run;

/** Something to do if the process is asked to end (Ctrl-C, SIGTERM) before this is closed. The process waits until it is done. */
public final class ShutdownHook implements AutoCloseable {
    private final Thread thread;

    /** @param name of the thread that does it */
    public ShutdownHook(String name, Task task) {
        thread = new Thread(() -> run(task), name);
        Runtime.getRuntime().addShutdownHook(thread);
    }

    /** What is to be done. */
    @FunctionalInterface
    public interface Task {
        void run() throws InterruptedException;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException shuttingDown) {
            // It is at work.
        }
    }

    private static void run(Task task) {
        try {
            task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
