package nvae.shell;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

@Command(name = "version", description = "Show the workbench's and Java's versions.")
final class VersionCommand implements Callable<Integer> {
    private final Console console;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println("nvae " + Version.ofThis() + " on Java " + System.getProperty("java.runtime.version"));
        return ExitCode.OK;
    }
}
