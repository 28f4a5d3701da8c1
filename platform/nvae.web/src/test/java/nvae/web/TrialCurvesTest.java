package nvae.web;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrialCurvesTest {
    @TempDir
    private Path run;

    private Path file;
    private TrialCurves curves;

    @BeforeEach
    void begin() {
        file = run.resolve("metrics.jsonl");
        curves = new TrialCurves(file);
    }

    @Test
    void aLineThatIsBeingWrittenIsReadOnceItHasItsEnd() throws Exception {
        write("{\"kind\":\"train\",\"step\":1,\"nelbo\":500.5}\n{\"kind\":\"train\",\"st");
        assertThat(curves.read(1 << 20)).isTrue();
        assertThat(sample("train.nelbo")).containsExactly(500.5f);

        write("ep\":2,\"nelbo\":400.25,\"klPerGroup\":[3.5,0.5]}\n");
        assertThat(curves.read(1 << 20)).isTrue();
        assertThat(sample("train.nelbo")).containsExactly(500.5f, 400.25f);
        assertThat(curves.lines()).isEqualTo(2);
        assertThat(curves.read(1 << 20)).as("nothing new").isFalse();
    }

    @Test
    void bytesThatHaveBeenReadAreNotReadAgain() throws Exception {
        String first = "{\"kind\":\"train\",\"step\":1,\"nelbo\":500}\n";
        write(first);
        curves.read(1 << 20);
        Files.writeString(file, first.replace("500", "777") + "{\"kind\":\"train\",\"step\":2,\"nelbo\":400}\n");
        curves.read(1 << 20);
        assertThat(sample("train.nelbo")).containsExactly(500f, 400f);
    }

    @Test
    void aFileThatHasBecomeShorterIsAnotherOne() throws Exception {
        write("{\"kind\":\"train\",\"step\":1,\"nelbo\":500}\n{\"kind\":\"train\",\"step\":2,\"nelbo\":400}\n");
        curves.read(1 << 20);
        Files.writeString(file, "{\"kind\":\"train\",\"step\":1,\"nelbo\":9}\n");
        curves.read(1 << 20);
        assertThat(sample("train.nelbo")).containsExactly(9f);
    }

    @Test
    void klPerGroupIsACurveAGroupAndTestLinesHaveTheirOwn() throws Exception {
        write("{\"kind\":\"train\",\"step\":5,\"klPerGroup\":[3.5,0.5]}\n{\"kind\":\"test\",\"step\":5,\"nelbo\":100}\n");
        curves.read(1 << 20);
        Map<String, Curve> groups = new LinkedHashMap<>();
        curves.put("train.klPerGroup", "id", groups);
        assertThat(groups).containsOnlyKeys("id:0", "id:1");
        assertThat(sample("test.nelbo")).containsExactly(100f);
    }

    @Test
    void brokenLinesAndNumbersThatAreNoneCostOnlyThemselves() throws Exception {
        write("no json\n[1]\n{\"kind\":\"train\"}\n{\"kind\":\"train\",\"step\":1,\"nelbo\":NaN,\"kl\":2}\n"
                + "{\"kind\":\"train\",\"step\":2,\"nelbo\":null}\n");
        curves.read(1 << 20);
        assertThat(sample("train.nelbo")).isEmpty();
        assertThat(sample("train.kl")).containsExactly(2f);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text, CREATE, APPEND);
    }

    private Float[] sample(String metric) {
        Map<String, Curve> chosen = new LinkedHashMap<>();
        curves.put(metric, "id", chosen);
        return SharedSteps.of(chosen, 100).curves().getOrDefault("id", new Float[0]);
    }
}
