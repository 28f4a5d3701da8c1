package nvae.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests that come with the workbench are right, and the studies run in their smoke profile. */
final class ShippedManifestsTest {
    private static final Path EXPERIMENTS = Path.of(System.getProperty("nvae.root"), "experiments");

    @TempDir
    private Path folder;

    /** All but the quickstart, whose images come with it. */
    static List<Path> studies() throws IOException {
        try (Stream<Path> files = Files.walk(EXPERIMENTS)) {
            return files.filter(file -> file.toString().endsWith(".yaml") && !file.startsWith(EXPERIMENTS.resolve("presets")))
                    .filter(file -> !file.endsWith("quickstart.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theQuickstartIsValid() throws Exception {
        Command validate = new Workbench(folder).run("validate", EXPERIMENTS.resolve("quickstart.yaml").toString());
        assertThat(validate.status()).as(validate.error()).isZero();
        assertThat(validate.output()).contains("6 variants, 2 seeds, 12 trials");
    }

    /** With made-up images of the same format, since the datasets are the reader's to get. */
    @ParameterizedTest
    @MethodSource("studies")
    void everyStudyIsValidAtFullSize(Path manifest) throws Exception {
        Command validate = new Workbench(folder).run("validate", manifest.toString(), "--set", "dataset=synthetic");
        assertThat(validate.status()).as(validate.error()).isZero();
        assertThat(validate.output()).contains("3 seeds");
    }

    @ParameterizedTest
    @MethodSource("studies")
    void everyStudyIsValidInItsSmokeProfile(Path manifest) throws Exception {
        Command validate = new Workbench(folder).run(smoke("validate", manifest));
        assertThat(validate.status()).as(validate.error()).isZero();
    }

    @ParameterizedTest
    @MethodSource("studies")
    @Tag("study")
    void everyStudyTrainsAndReportsInItsSmokeProfile(Path manifest) throws Exception {
        Workbench workbench = new Workbench(folder);
        Command run = workbench.run(smoke("run", manifest));
        assertThat(run.status()).as(run.error()).isZero();
        Path study = workbench.study(manifest.getFileName().toString().replace(".yaml", ""));
        assertThat(study.resolve("report.html")).content().contains("<svg", "data:image/png");
        assertThat(study.resolve("table.csv")).content().doesNotContain("NaN");
    }

    /** A command on the smoke profile; where that wants CIFAR-10's images, on fewer, made-up ones. */
    private static String[] smoke(String command, Path manifest) {
        List<String> line = new ArrayList<>(List.of(command, manifest.toString(), "--profile", "smoke"));
        if (manifest.endsWith("likelihoods-and-flows.yaml")) {
            for (String change : List.of("dataset=synthetic", "data.trainImages=40", "data.testImages=20", "training.epochs=1")) {
                line.addAll(List.of("--set", change));
            }
        }
        return line.toArray(String[]::new);
    }
}
