package nvae.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import nvae.host.LivePage;
import nvae.study.run.RunControl;
import nvae.study.run.RunListener;
import picocli.CommandLine.Option;

/** Whether a run has its live page. */
final class LivePageOption {
    @Option(
            names = "--web",
            description = "Show the study in a browser while it runs; open the address that is printed. Works on this machine only.")
    private boolean wanted;

    /** Opens the page, if it is wanted, once the study has begun; closes it with itself. */
    Follower follow(Workbench workbench, Console console, Path study) {
        return new Follower(workbench, console, study);
    }

    /** The page of one run. */
    final class Follower implements RunListener, AutoCloseable {
        private final Workbench workbench;
        private final Console console;
        private final Path study;
        private LivePage.Open page;

        private Follower(Workbench workbench, Console console, Path study) {
            this.workbench = workbench;
            this.console = console;
            this.study = study;
        }

        @Override
        public void begins(RunControl control) {
            if (!wanted) {
                return;
            }
            try {
                page = workbench.pages().start(0).open(study, Optional.of(control));
                console.out().println("Live page: " + page.address());
                console.out().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            if (page != null) {
                page.close();
            }
        }
    }
}
