package nvae.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plug-in that {@code new-part} begins is built outside the workbench's build, passes its contract, and is used as it is. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class NewPartTest {
    private static final Path TEMPLATES =
            Path.of(System.getProperty("nvae.root"), "platform", "nvae.distribution", "target", "nvae-workbench", "templates", "study");

    @TempDir
    private Path folder;

    private Workbench workbench;

    @BeforeEach
    void open() {
        workbench = new Workbench(folder);
    }

    @Test
    void aNewFlowIsBuiltAndFitsAManifest() throws Exception {
        Path bundle = begin("flow", "my-flow");
        build(bundle);
        install(bundle);

        Command described = workbench.run("describe", "flow", "my-flow");
        assertThat(described.output()).as(described.toString()).contains("my.flow.myflow 1.0.0", "bound");
        Command validated = workbench.run("validate", bundle.resolve("study.yaml").toString());
        assertThat(validated.output()).as(validated.toString()).contains("my-flow is valid: 2 variants, 2 seeds, 4 trials");
        Command again = workbench.run("new-part", "flow", "my-flow", "--dir", "other");
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.error()).contains("There is a flow 'my-flow' already, from my.flow.myflow 1.0.0");
    }

    @Test
    @Tag("study")
    void aNewPartOfEveryKindIsBuiltAndAllOfThemTrainTogether() throws Exception {
        List<Path> bundles = new ArrayList<>();
        for (String kind : kinds()) {
            Path bundle = begin(kind, "my-" + kind);
            build(bundle);
            bundles.add(bundle);
        }
        for (Path bundle : bundles) {
            install(bundle);
        }
        for (Path bundle : bundles) {
            Command validated = workbench.run("validate", bundle.resolve("study.yaml").toString());
            assertThat(validated.status()).as(bundle.getFileName() + validated.toString()).isZero();
        }
        Path manifest = folder.resolve("every-kind.yaml");
        try (var resource = NewPartTest.class.getResourceAsStream("/every-kind.yaml")) {
            Files.copy(resource, manifest);
        }
        assertThat(kinds()).as("kinds that every-kind.yaml uses").allSatisfy(kind -> assertThat(manifest).content().contains("my-" + kind));
        Command run = workbench.run("run", manifest.toString(), "--slots", "1");
        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(workbench.study("every-kind").resolve("table.csv")).content().doesNotContain("NaN");
        try (Stream<Path> trials = Files.list(workbench.study("every-kind"))) {
            assertThat(trials.filter(trial -> Files.exists(trial.resolve("my-tracker.tsv")))).hasSize(1);
        }
    }

    private static List<String> kinds() throws IOException {
        try (Stream<Path> studies = Files.list(TEMPLATES)) {
            return studies.map(study -> study.getFileName().toString().replace(".yaml", "")).sorted().toList();
        }
    }

    private Path begin(String kind, String name) throws Exception {
        Command begun = workbench.run("new-part", kind, name);
        assertThat(begun.status()).as(begun.toString()).isZero();
        return folder.resolve(name);
    }

    /** Offline: what a plug-in's build asks for is no more than what the workbench's own build has fetched. */
    private static void build(Path bundle) throws Exception {
        List<String> command = new ArrayList<>(List.of("mvn", "-q", "-o", "-B", "package"));
        Optional.ofNullable(System.getProperty("localRepository")).ifPresent(repository -> command.add("-Dmaven.repo.local=" + repository));
        File output = bundle.resolve("build.txt").toFile();
        Process maven = new ProcessBuilder(command).directory(bundle.toFile()).redirectErrorStream(true).redirectOutput(output).start();
        assertThat(maven.waitFor()).as(() -> bundle.getFileName() + ": " + read(output)).isZero();
        assertThat(bundle.resolve("target/surefire-reports")).as("contract test").isNotEmptyDirectory();
    }

    private static String read(File file) {
        try {
            return Files.readString(file.toPath());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void install(Path bundle) throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        try (Stream<Path> jars = Files.list(bundle.resolve("target"))) {
            for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, plugins.resolve(jar.getFileName()));
            }
        }
    }
}
