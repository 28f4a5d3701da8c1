package nvae.study.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTest {
    @TempDir
    Path folder;

    private StudyFixture fixture;

    @BeforeEach
    void writeReport() throws Exception {
        fixture = new StudyFixture(folder, List.of(1L, 2L, 3L)).finished();
        StudyReport.write(folder);
    }

    @Test
    void csvHoldsMeansSpreadsAndDifferencesInFullPrecision() throws Exception {
        List<String> lines = Files.readAllLines(folder.resolve("table.csv"));
        List<String> head = List.of(lines.get(0).split(","));
        List<String> gate = List.of(lines.get(3).split(",", -1));
        double[] base = nelbo("base");
        double[] variant = nelbo("gate=none");
        assertThat(gate.get(0)).isEqualTo("gate=none");
        assertThat(number(head, gate, "testNelbo")).isCloseTo(Arrays.stream(variant).sum() / 3, within(1e-9));
        double d1 = variant[0] - base[0];
        double d2 = variant[1] - base[1];
        double d3 = variant[2] - base[2];
        double mean = (d1 + d2 + d3) / 3;
        double sd = Math.sqrt((Math.pow(d1 - mean, 2) + Math.pow(d2 - mean, 2) + Math.pow(d3 - mean, 2)) / 2);
        // 4.302653 is the 97.5 % point of Student's t with two degrees of freedom.
        assertThat(number(head, gate, "difference")).isCloseTo(mean, within(1e-9));
        assertThat(number(head, gate, "differenceHigh")).isCloseTo(mean + 4.302653 * sd / Math.sqrt(3), within(1e-5));
        assertThat(number(head, gate, "differenceLow")).isCloseTo(mean - 4.302653 * sd / Math.sqrt(3), within(1e-5));
        assertThat(number(head, gate, "peakMemoryBytes")).isEqualTo(612.0 * (1 << 20));
        assertThat(lines).hasSize(7).allSatisfy(line -> assertThat(line.split(",", -1)).hasSameSizeAs(head));
    }

    @Test
    void markdownHasARowForEachVariantWithAsManyCellsAsTheHead() throws Exception {
        List<String> lines = Files.readAllLines(folder.resolve("table.md"));
        assertThat(lines).hasSize(8);
        assertThat(lines).allSatisfy(line -> assertThat(line.split(" \\| ", -1)).hasSameSizeAs(lines.get(0).split(" \\| ", -1)));
        assertThat(lines.get(0))
                .startsWith("| variant | change | test NELBO (nats) | difference to base | 95 % interval | p (Holm) | verdict |");
        assertThat(lines.get(3)).startsWith("| posterior=normal | model.family: residual-normal → normal | ");
    }

    @Test
    void latexUsesBooktabsAndEscapesWhatTexWouldRead() throws Exception {
        String tex = Files.readString(folder.resolve("table.tex"));
        assertThat(tex).contains("Underpowered: 3 seeds cannot go below p = 0.25.}",
                "\\toprule", "\\midrule", "\\bottomrule", "residual-normal $\\to$ normal", " \\pm ", "95\\,\\%")
                .doesNotContain("−", "±", "→", "–");
        List<String> rows = tex.lines().filter(line -> line.endsWith("\\\\")).toList();
        assertThat(rows).hasSize(7).allSatisfy(row -> assertThat(row.split(" & ", -1)).hasSameSizeAs(rows.get(0).split(" & ", -1)));
    }

    @Test
    void changesNameTheBasesValueWhereverThePathLeads() {
        Map<String, Object> base = Map.of("model", Map.of("cells", Map.of("encoder", Map.of("gate", Map.of("name", "squeeze-excite")),
                "decoder", Map.of("gate", Map.of("name", "none")))), "regularizers", Map.of("spectral", Map.of("coefficient", 0.01)));
        assertThat(change("model.cells.encoder.gate", "none", base)).isEqualTo("model.cells.encoder.gate: squeeze-excite → none");
        assertThat(change("model.cells.*.gate", "x", base)).contains("squeeze-excite").contains("none").endsWith(" → x");
        assertThat(change("regularizers.spectral", false, base)).isEqualTo("regularizers.spectral: on → off");
        assertThat(change("training.klMin", 0.5, base)).isEqualTo("training.klMin: 0.5");
    }

    @Test
    void aPartWithOtherOptionsNamesTheOptions() {
        Map<String, Object> base = Map.of("model", Map.of("likelihood", Map.of("name", "logistic-mixture", "mixtures", 10, "bits", 8)));
        assertThat(change("model.likelihood", Map.of("name", "logistic-mixture", "mixtures", 5, "bits", 8), base))
                .isEqualTo("model.likelihood: logistic-mixture (mixtures 10 → 5)");
        assertThat(change("model.likelihood", Map.of("name", "logistic", "bits", 8), base)).isEqualTo("model.likelihood: logistic-mixture → logistic");
    }

    private static String change(String path, Object value, Map<String, Object> base) {
        return Change.of(Map.of(path, value), base).get(0).toString();
    }

    private double[] nelbo(String label) {
        return fixture.plan().trials().stream().filter(trial -> trial.variant().equals(label))
                .mapToDouble(trial -> fixture.outcome(trial).metrics().get("testNelbo")).toArray();
    }

    private static double number(List<String> head, List<String> row, String column) {
        return Double.parseDouble(row.get(head.indexOf(column)));
    }
}
