package nvae.acceptance;

import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A host that runs on and takes one command after the other, as its shell does. */
final class HostShell implements AutoCloseable {
    /** No command: the host names it, on standard error, when it has done all before it. */
    private static final String MARK = "end-of-answer-";
    private static final int TRIES = 240;

    private final Command host;
    private final Writer commands;
    private final CompletableFuture<Integer> end;
    private int asked;

    HostShell(Command host) {
        this.host = host;
        this.commands = host.input();
        this.end = host.follow();
    }

    /** Gives a command and does not wait for it. */
    void say(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
    }

    /** Gives a command and waits until it is through; what it printed. */
    String ask(String command) throws IOException, InterruptedException {
        int output = host.output().length();
        int errors = host.error().length();
        say(command);
        String mark = MARK + asked++;
        say(mark);
        await(mark);
        return host.output().substring(output) + host.error().substring(errors);
    }

    /** Asks until the answer holds this. */
    void until(String command, String wanted) throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            if (ask(command).contains(wanted)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
        throw new AssertionError("the host never said '" + wanted + "' to: " + command + host);
    }

    /** Waits until it has said this, on standard output or standard error. */
    void await(String wanted) throws IOException, InterruptedException {
        while (!host.output().contains(wanted) && !host.error().contains(wanted)) {
            if (end.isDone()) {
                throw new AssertionError("the host ended without '" + wanted + "'" + host);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        commands.close();
        end.join();
    }
}
