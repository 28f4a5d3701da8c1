package nvae.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    /** SHA-256 of the three bytes "abc" (FIPS 180-2, appendix B.1). */
    private static final String DIGEST_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    @Test
    void takesBundlesWhoseContentIsAsPlanned() throws IOException {
        Path jar = Files.writeString(folder.resolve("acme.jar"), "abc");

        assertThat(Snapshot.read(trial("mxnet", jar, DIGEST_OF_ABC))).isEqualTo(new Snapshot("MXNet", List.of(jar)));
    }

    @Test
    void refusesABundleThatHasChanged() throws IOException {
        Path jar = Files.writeString(folder.resolve("acme.jar"), "abd");

        assertThatThrownBy(() -> Snapshot.read(trial("mxnet", jar, DIGEST_OF_ABC)))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("bundle acme.cells 1.0.0 has changed: " + jar)
                .hasMessageContaining("the trial was planned with " + DIGEST_OF_ABC)
                .hasMessageEndingWith("plan the study again");
    }

    @Test
    void refusesABundleThatIsGone() {
        assertThatThrownBy(() -> Snapshot.read(trial("mxnet", folder.resolve("gone.jar"), DIGEST_OF_ABC)))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("bundle acme.cells 1.0.0 is gone");
    }

    @Test
    void refusesAnUnknownEngine() {
        assertThatThrownBy(() -> Snapshot.read(trial("abacus", folder.resolve("gone.jar"), DIGEST_OF_ABC)))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("unknown engine 'abacus'");
    }

    @Test
    void refusesAFileThatIsNoTrial() throws IOException {
        Path file = Files.writeString(folder.resolve("trial.json"), "{\"engine\": ");

        assertThatThrownBy(() -> Snapshot.read(file)).isInstanceOf(RefusedException.class).hasMessageContaining("is no trial");
    }

    @Test
    void tellsTheHostInOneEvent() {
        assertThat(new RefusedException("a \"quoted\" reason").event())
                .isEqualTo("{\"event\":\"failed\",\"reason\":\"error\",\"message\":\"a \\\"quoted\\\" reason\"}");
    }

    private Path trial(String engine, Path jar, String digest) throws IOException {
        return Files.writeString(folder.resolve("trial.json"), """
                {"engine": "%s", "configuration": {"model": {}},
                 "bundles": [{"symbolicName": "acme.cells", "version": "1.0.0", "sha256": "%s", "file": "%s"}]}
                """.formatted(engine, digest, jar));
    }
}
