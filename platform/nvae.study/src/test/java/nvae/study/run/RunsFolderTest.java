package nvae.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunsFolderTest {
    @TempDir
    private Path here;

    @Test
    void anOptionComesFirstThenTheEnvironment() {
        assertThat(RunsFolder.of(Path.of("mine"), "other", here).path()).isEqualTo(here.resolve("mine"));
        assertThat(RunsFolder.of(null, "other", here).path()).isEqualTo(here.resolve("other"));
    }

    @Test
    void otherwiseItStandsInTheRootOfTheProject() throws Exception {
        Path below = Files.createDirectories(here.resolve("project/experiments/mnist"));
        Files.createDirectories(here.resolve("project/.git"));
        assertThat(RunsFolder.of(null, null, below).path()).isEqualTo(here.resolve("project/runs"));
        assertThat(RunsFolder.of(null, "", below).path()).isEqualTo(here.resolve("project/runs"));
    }
}
