package nvae.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import nvae.host.LivePage;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "web",
        description = {
            "Show a study in a browser, live while it runs, until Ctrl-C.",
            "Open the address that is printed; it works on this machine only. 'nvae run --web' can pause, cancel and retry too."
        })
final class WebCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY", arity = "0..1", description = "The study's name or folder; the last one if left out.")
    private String study;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "0", description = "Where to listen. Default: any port that is free.")
    private int port;

    @Mixin
    private RunsOption runs;

    private final Workbench workbench;
    private final Console console;

    WebCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, IOException, InterruptedException {
        Path folder = runs.studies(console).study(study);
        try (LivePage.Open page = workbench.pages().start(port).open(folder, Optional.empty())) {
            console.out().println("Live page: " + page.address());
            console.out().flush();
            new CountDownLatch(1).await();
        }
        return ExitCode.OK;
    }
}
