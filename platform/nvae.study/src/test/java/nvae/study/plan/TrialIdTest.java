package nvae.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.study.catalog.BundleDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When two trials are the same, and when not. */
class TrialIdTest {
    private static final String AXES = "axes: {scales: {path: model.scales, values: [3]}}\nseeds: [1, 2]\n";

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void openDesk() {
        desk = new Desk(folder);
    }

    private List<String> ids(String manifest, String... settings) {
        return desk.plan(manifest, settings).trials().stream().map(Trial::id).toList();
    }

    @Test
    void everyVariantAndSeedHasItsOwn() {
        Plan plan = desk.plan(Desk.BASE + AXES);
        assertThat(plan.trials()).extracting(Trial::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{64}"));
        assertThat(plan.trials())
                .extracting(trial -> trial.variant() + " " + trial.seed()).containsExactly("base 1", "scales=3 1", "base 2", "scales=3 2");
        assertThat(plan.trials().get(0).shortId()).isEqualTo(plan.trials().get(0).id().substring(0, 12));
    }

    @Test
    void namesCommentsOrderAndDefaultsDoNotCount() {
        String other = Desk.BASE.replace("study: test", "study: other  # comment")
                .replace("  optimizer: adamax\n", "").replace("base:\n", "base:\n  optimizer: {name: adamax, weightDecay: 0.0003}\n")
                + "  data: {binarize: true, pad: 2}\n";
        assertThat(ids(other + AXES.replace("scales:", "height:") + "description: words\nonFailure: stop\n"))
                .isEqualTo(ids(Desk.BASE + AXES));
    }

    @Test
    void numbersCountByTheirValue() {
        assertThat(ids(Desk.BASE, "training.learningRate=1")).isEqualTo(ids(Desk.BASE, "training.learningRate=1.0"));
        assertThat(ids(Desk.BASE, "training.learningRate=1e-2")).isEqualTo(ids(Desk.BASE));
    }

    @Test
    void cellsThatResampleCountWhereTheyDifferFromTheirPlace() {
        String regular = "{name: regular, dilation: 1}";
        assertThat(ids(Desk.BASE, "model.cells.encoder.down.cell=" + regular, "model.cells.encoder.down.gate=squeeze-excite"))
                .isEqualTo(ids(Desk.BASE));
        assertThat(ids(Desk.BASE, "model.cells.encoder.down.gate=none")).doesNotContainAnyElementsOf(ids(Desk.BASE));
        assertThat(ids(Desk.BASE, "model.cells.encoder.down.gate=none"))
                .doesNotContainAnyElementsOf(ids(Desk.BASE, "model.cells.encoder.gate=none"));
    }

    @Test
    void resourcesDoNotCount() {
        assertThat(ids(Desk.BASE, "device=cpu")).isEqualTo(ids(Desk.BASE, "device=gpu"));
    }

    @Test
    void theEngineCounts() {
        assertThat(ids(Desk.BASE, "engine=pytorch")).doesNotContainAnyElementsOf(ids(Desk.BASE));
    }

    @Test
    void valuesCount() {
        assertThat(ids(Desk.BASE, "training.learningRate=0.011")).doesNotContainAnyElementsOf(ids(Desk.BASE));
        assertThat(ids(Desk.BASE, "regularizers.spectral=false")).doesNotContainAnyElementsOf(ids(Desk.BASE));
    }

    @Test
    void bundlesOfNamedPartsCountAndOthersDoNot() {
        List<String> ids = ids(Desk.BASE);
        assertThat(new Desk(folder).with(FakeCatalog.usual().rebuilt("cell")).plan(Desk.BASE).trials())
                .extracting(Trial::id).isNotEqualTo(ids);
        assertThat(new Desk(folder).with(FakeCatalog.usual().rebuilt("flow")).plan(Desk.BASE).trials())
                .extracting(Trial::id).isEqualTo(ids);
        assertThat(new Desk(folder).with(FakeCatalog.usual().rebuilt("tracker")).plan(Desk.BASE).trials())
                .extracting(Trial::id).isEqualTo(ids);
    }

    @Test
    void aTrialCarriesTheBundlesThatItNeeds() {
        assertThat(desk.plan(Desk.BASE).trials().get(0).bundles())
                .extracting(BundleDigest::symbolicName)
                .containsExactly("nvae.activation", "nvae.api", "nvae.cell", "nvae.dataset", "nvae.family", "nvae.gate", "nvae.kl", "nvae.likelihood",
                        "nvae.normalization", "nvae.optimizer", "nvae.regularizer", "nvae.section", "nvae.training");
    }

    @Test
    void theDataCount() {
        List<String> ids = ids(Desk.BASE);
        assertThat(desk.with(dataset -> "other images").plan(Desk.BASE).trials()).extracting(Trial::id).isNotEqualTo(ids);
    }

    @Test
    void theDigestOfADatasetIsAskedForOnce() {
        List<Map<String, Object>> asked = new ArrayList<>();
        DataDigests digests = dataset -> {
            asked.add(dataset);
            return "digest";
        };
        desk.with(digests).plan(Desk.BASE + AXES.replace("]}}", "]}, data: {path: dataset, values: [{name: idx, folder: there}]}}"));
        assertThat(asked).containsExactly(Map.of("name", "toy"), Map.of("name", "idx", "folder", "there"));
    }

    @Test
    void canonicalJsonIsOneTextForOneValue() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("b", List.of(1L, 1.0, 0.5, true, "<a\"é"));
        value.put("a", Map.of("x", -2, "y", 1e300));
        assertThat(CanonicalJson.of(value)).isEqualTo("{\"a\":{\"x\":-2,\"y\":1.0E300},\"b\":[1,1,0.5,true,\"<a\\\"é\"]}");
    }
}
