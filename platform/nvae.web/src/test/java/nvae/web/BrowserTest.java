package nvae.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nvae.host.LivePage;
import nvae.study.plan.Trial;
import nvae.study.run.RunControl;
import nvae.testkit.felix.FelixExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in Chromium, on a study that grows meanwhile. Runs where chromium and node are installed and {@code npm ci} has been run in
 * {@code src/test/browser}; what it saw and said lies in {@code target/browser}.
 */
@Timeout(600)
final class BrowserTest {
    private static final Path SCRIPT = Path.of("src/test/browser");

    @RegisterExtension
    private final FelixExtension felix = LiveFramework.felix();

    @TempDir
    private Path runs;

    @Test
    void aPersonCanFollowAndControlAStudy() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/chromium")), "chromium is not installed");
        assumeTrue(Files.isDirectory(SCRIPT.resolve("node_modules/playwright-core")), "run npm ci in src/test/browser");
        Path pictures = Files.createDirectories(Path.of("target/browser").toAbsolutePath());
        Path said = pictures.resolve("visit.txt");
        try (GrowingStudy study = new GrowingStudy(runs.resolve("parts"));
                LivePage.Open page = felix.service(LivePage.class).open(runs.resolve("parts"), Optional.of(study))) {
            Process visit = new ProcessBuilder("node", "live.mjs", page.address().toString(), pictures.toString())
                    .directory(SCRIPT.toFile()).redirectErrorStream(true).redirectOutput(said.toFile()).start();
            assertThat(visit.waitFor(9, TimeUnit.MINUTES)).as("the visit ends").isTrue();
            assertThat(visit.exitValue()).as("the visit's checks:%n%s", Files.readString(said)).isZero();
            assertThat(study.retried).isEqualTo(study.failed.id());
            assertThat(study.cancelled).isNotNull();
        }
    }

    /** Four trials are done, one has failed; two train on, a few steps a second, and one of them soon ends. */
    private static final class GrowingStudy implements RunControl, AutoCloseable {
        private final FixtureStudy study;
        private final Trial failed;
        private final Thread growth;
        private volatile boolean paused;
        private volatile String cancelled;
        private volatile String retried;

        private GrowingStudy(Path folder) throws IOException {
            study = new FixtureStudy(folder,
                    List.of("base", "posterior=normal", "gate=none", "spectral=off", "encoder=separable"), List.of(1L, 2L, 3L));
            failed = study.trial("encoder=separable", 1);
            for (Trial trial : study.trials().subList(0, 4)) {
                study.start(trial, "cpu:0");
                study.train(trial, 0, FixtureStudy.STEPS, 10);
                study.picture(trial, "samples");
                study.picture(trial, "reconstructions");
                study.done(trial);
            }
            study.start(failed, "cpu:1");
            study.train(failed, 0, 420, 10);
            study.fail(failed, "The loss is not finite at step 421: group 2, largest weight norm 8.1e3 in decoder.2.0.");
            Trial ending = study.trial("base", 2);
            Trial lasting = study.trial("posterior=normal", 2);
            study.start(ending, "cpu:0");
            study.train(ending, 0, 1900, 10);
            study.start(lasting, "cpu:1");
            study.train(lasting, 0, 600, 10);
            study.picture(lasting, "samples-600");
            study.picture(lasting, "reconstructions-600");
            growth = new Thread(() -> grow(ending, lasting), "growth");
            growth.start();
        }

        private void grow(Trial ending, Trial lasting) {
            try {
                for (int step = 0; ; step += 10) {
                    Thread.sleep(1000);
                    if (step < 100) {
                        study.train(ending, 1900 + step, 1910 + step, 10);
                    } else if (step == 100) {
                        study.done(ending);
                        study.start(study.trial("gate=none", 2), "cpu:0");
                        study.train(study.trial("gate=none", 2), 0, 40, 10);
                    }
                    if (600 + step < FixtureStudy.STEPS) {
                        study.train(lasting, 600 + step, 610 + step, 10);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean isPaused() {
            return paused;
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
        }

        @Override
        public boolean cancel(String trialId) {
            cancelled = trialId;
            return true;
        }

        @Override
        public boolean retry(String trialId) {
            retried = trialId;
            study.retry(failed);
            return true;
        }

        @Override
        public void close() throws InterruptedException {
            growth.interrupt();
            growth.join();
            study.close();
        }
    }
}
