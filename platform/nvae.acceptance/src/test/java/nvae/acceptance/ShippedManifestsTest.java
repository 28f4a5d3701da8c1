package nvae.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests that come with the workbench are right, and the paper's ablations run in their smoke profile. */
final class ShippedManifestsTest {
    private static final Path EXPERIMENTS = Path.of(System.getProperty("nvae.root"), "experiments");

    @TempDir
    private Path folder;

    static List<Path> ablations() throws IOException {
        try (Stream<Path> files = Files.list(EXPERIMENTS.resolve("paper"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void theQuickstartIsValid() throws Exception {
        Command validate = new Workbench(folder).run("validate", EXPERIMENTS.resolve("quickstart.yaml").toString());
        assertThat(validate.status()).as(validate.error()).isZero();
        assertThat(validate.output()).contains("6 variants, 2 seeds, 12 trials");
    }

    @ParameterizedTest
    @MethodSource("ablations")
    void everyAblationIsValidInItsSmokeProfile(Path manifest) throws Exception {
        Command validate = new Workbench(folder).run("validate", manifest.toString(), "--profile", "smoke");
        assertThat(validate.status()).as(validate.error()).isZero();
    }

    @ParameterizedTest
    @MethodSource("ablations")
    @Tag("study")
    void everyAblationTrainsAndReportsInItsSmokeProfile(Path manifest) throws Exception {
        Workbench workbench = new Workbench(folder);
        Command run = workbench.run("run", manifest.toString(), "--profile", "smoke");
        assertThat(run.status()).as(run.error()).isZero();
        Path study = workbench.study(manifest.getFileName().toString().replace(".yaml", ""));
        assertThat(study.resolve("report.html")).content().contains("<svg", "data:image/png");
        assertThat(study.resolve("table.csv")).content().doesNotContain("NaN");
    }
}
