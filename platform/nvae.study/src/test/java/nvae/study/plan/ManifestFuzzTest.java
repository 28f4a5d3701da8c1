package nvae.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nvae.study.manifest.ManifestException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a manifest, it is planned or refused with clear lines: no other exception, no hang. */
class ManifestFuzzTest {
    private static final String MANIFEST = Desk.BASE
            + """
            description: width ${vars.width}
            vars: {width: 4}
            axes:
              posterior: {path: model.family, values: [normal]}
              gate: {path: model.cells.*.gate, values: [none]}
              activation:
                values:
                  elu: {model.cells.encoder.activation: elu, model.cells.encoder.normalization: weight}
              spectral: {path: regularizers.spectral, values: {off: false}}
            designs: [one-at-a-time, {factorial: [gate, posterior]}, leave-one-out]
            zip: [[gate, spectral]]
            exclude: [{posterior: normal, gate: none}]
            seeds: [1, 2]
            metrics: {primary: testNelbo, report: [kl]}
            retry: {crashes: 2}
            onFailure: continue
            profiles: {smoke: {base: {training: {epochs: 1}}, seeds: [1]}}
            """;

    private static final List<String> FRAGMENTS = List.of(
            "{", "}", "[", "]", ":", ": ", ",", "- ", "*", "&a ", "*a", "!x ", "!!int ", "<<: "
                    + "", "${", "}", "\"", "'", "|\n", ">\n", "\n", "\t", "  ", "#", "%",
            "---\n", "...\n", "? ", "~", "null", "true", "-1", "1e999", ".nan", "99999999999999999999",
            "name", "base", "*.*", "..", "\u0000", "\ufeff", "\ud83d\ude00", "@", "`", "=");

    @TempDir
    Path folder;

    @Test
    void mutatedBytes() {
        check(1_500, ManifestFuzzTest::withOtherBytes);
    }

    @Test
    void mutatedStructure() {
        check(1_500, ManifestFuzzTest::withOtherStructure);
    }

    private interface Mutation {
        byte[] mutate(Random random);
    }

    private void check(int times, Mutation mutation) {
        Planner planner = new Desk(folder).planner();
        int refused = 0;
        for (int seed = 0; seed < times; seed++) {
            byte[] manifest = mutation.mutate(new Random(seed));
            if (!Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> isPlanned(planner, manifest), "mutation " + seed)) {
                refused++;
            }
        }
        assertThat(refused).as("mutations that were refused").isBetween(times / 4, times - 1);
    }

    private boolean isPlanned(Planner planner, byte[] manifest) throws IOException {
        Path file = Files.write(folder.resolve("study.yaml"), manifest);
        try {
            assertThat(planner.plan(file, Overrides.NONE).variants()).isNotEmpty();
            return true;
        } catch (ManifestException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.what()).isNotBlank();
                assertThat(problem.remedy()).matches("(?s).*[.?]");
                assertThat(problem.where().source()).isEqualTo(file.toString());
            });
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError(new String(manifest, StandardCharsets.ISO_8859_1), e);
        }
    }

    private static byte[] withOtherBytes(Random random) {
        byte[] bytes = MANIFEST.getBytes(StandardCharsets.UTF_8);
        for (int change = random.nextInt(3); change >= 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextInt(10) == 0 ? random.nextInt(256) : 32 + random.nextInt(95));
        }
        return bytes;
    }

    /** Lines are dropped, doubled, moved, indented; fragments of syntax are inserted; words change places. */
    private static byte[] withOtherStructure(Random random) {
        List<String> lines = new ArrayList<>(MANIFEST.lines().toList());
        for (int change = random.nextInt(3); change >= 0; change--) {
            int line = random.nextInt(lines.size());
            String text = lines.get(line);
            switch (random.nextInt(6)) {
                case 0 -> lines.remove(line);
                case 1 -> lines.add(random.nextInt(lines.size()), text);
                case 2 -> lines.set(line, "  " + text);
                case 3 -> lines.set(line, text.stripLeading());
                case 4 -> {
                    int at = random.nextInt(text.length() + 1);
                    lines.set(line, text.substring(0, at) + FRAGMENTS.get(random.nextInt(FRAGMENTS.size())) + text.substring(at));
                }
                default -> {
                    String[] words = text.split("(?<=\\W)|(?=\\W)");
                    String word = words[random.nextInt(words.length)];
                    String[] others = lines.get(random.nextInt(lines.size())).split("(?<=\\W)|(?=\\W)");
                    lines.set(line, text.replace(word, others[random.nextInt(others.length)]));
                }
            }
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
