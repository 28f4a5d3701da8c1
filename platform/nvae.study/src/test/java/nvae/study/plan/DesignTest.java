package nvae.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import nvae.study.manifest.Location;
import nvae.study.manifest.Node;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which variants a study has. */
class DesignTest {
    private static final String THREE_AXES =
            """
            axes:
              scales: {path: model.scales, values: [3, 4]}
              gate: {path: model.cells.*.gate, values: [none]}
              pad: {path: data.pad, values: [0, 1]}
            """;

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void openDesk() {
        desk = new Desk(folder);
    }

    private List<String> labels(String tail) {
        return desk.plan(Desk.BASE + tail).variants().stream().map(Variant::label).toList();
    }

    @Test
    void oneAtATimeIsTheDefault() {
        assertThat(labels(THREE_AXES)).containsExactly("base", "scales=3", "scales=4", "gate=none", "pad=0", "pad=1");
        assertThat(labels(THREE_AXES + "designs: [one-at-a-time]\n")).isEqualTo(labels(THREE_AXES));
    }

    @Test
    void leaveOneOutPutsOneAxisBackAtATime() {
        assertThat(labels(THREE_AXES + "designs: [leave-one-out]\n"))
                .containsExactly("base", "scales=3,gate=none,pad=0", "gate=none,pad=0", "scales=3,pad=0", "scales=3,gate=none");
    }

    @Test
    void factorialOfNamedAxes() {
        assertThat(labels(THREE_AXES + "designs: [{factorial: [pad, gate]}]\n"))
                .containsExactly("base", "pad=0", "pad=1", "gate=none", "gate=none,pad=0", "gate=none,pad=1");
    }

    @Test
    void aUnionHasNoDuplicates() {
        assertThat(labels(THREE_AXES + "designs: [one-at-a-time, {factorial: [gate, pad]}, {leave-one-out: [gate, pad]}]\n"))
                .containsExactly("base", "scales=3", "scales=4", "gate=none", "pad=0", "pad=1", "gate=none,pad=0", "gate=none,pad=1");
    }

    @Test
    void zippedAxesMoveTogether() {
        assertThat(labels(THREE_AXES + "zip: [[pad, scales]]\n")).containsExactly("base", "scales=3,pad=0", "scales=4,pad=1", "gate=none");
        assertThat(labels(THREE_AXES + "zip: [[scales, pad]]\ndesigns: [{factorial: [scales, gate]}]\n"))
                .containsExactly("base", "gate=none", "scales=3,pad=0", "scales=3,pad=0,gate=none",
                        "scales=4,pad=1", "scales=4,pad=1,gate=none");
    }

    @Test
    void excludeDropsWhatMatchesAllOfARule() {
        assertThat(labels(THREE_AXES + "designs: [{factorial: [gate, pad]}]\nexclude: [{gate: none, pad: 1}, {gate: base, pad: 0}]\n"))
                .containsExactly("base", "pad=1", "gate=none", "gate=none,pad=0");
    }

    @Test
    void theBaseIsNeverExcluded() {
        assertThat(labels(THREE_AXES + "exclude: [{gate: base}]\n")).containsExactly("base", "gate=none");
    }

    @Test
    void aRuleThatMatchesNothingIsAWarning() {
        assertThat(desk.warnings(Desk.BASE + "seeds: [1, 2, 3, 4, 5, 6, 7, 8]\n" + THREE_AXES + "exclude: [{gate: none, pad: 1}]\n"))
                .containsExactly("study.yaml:19:11: warning: this rule excludes no variant. Remove it, or check the values against "
                        + "'nvae plan'.");
    }

    @Test
    void anAxisInNoDesignIsAWarning() {
        assertThat(desk.warnings(Desk.BASE + "seeds: [1, 2, 3, 4, 5, 6, 7, 8]\n" + THREE_AXES + "designs: [{factorial: [gate, pad]}]\n"))
                .containsExactly("study.yaml:16:3: warning: the axis 'scales' is in no design. Add a design that uses it, or remove it.");
    }

    @Test
    void labelledValuesSetSeveralPaths() {
        Plan plan = desk.plan(Desk.BASE
                + """
                axes:
                  activation:
                    values:
                      weight-norm-elu:
                        model.cells.encoder.cell.dilation: 2
                        model.cells.encoder.cell: regular
                        model.cells.*.activation: elu
                        model.cells.encoder.normalization: weight
                """);
        Variant variant = plan.variants().get(1);
        assertThat(variant.label()).isEqualTo("activation=weight-norm-elu");
        assertThat(variant.changes())
                .containsExactly(
                        Map.entry("model.cells.encoder.cell.dilation", 2L),
                        Map.entry("model.cells.encoder.cell", "regular"),
                        Map.entry("model.cells.*.activation", "elu"),
                        Map.entry("model.cells.encoder.normalization", "weight"));
        Trial trial = plan.trialsOf(variant).get(0);
        assertThat(LayersTest.at(trial, "model.cells.encoder.cell")).isEqualTo(Map.of("name", "regular", "dilation", 2L));
        assertThat(LayersTest.at(trial, "model.cells.encoder.normalization")).isEqualTo(Map.of("name", "weight"));
        assertThat(LayersTest.at(trial, "model.cells.decoder.activation")).isEqualTo(Map.of("name", "elu"));
        assertThat(LayersTest.at(trial, "model.cells.decoder.normalization")).isEqualTo(Map.of("name", "batch"));
    }

    @Test
    void valuesAreLabelledByWhatTheyAre() {
        assertThat(labels(
                        """
                        axes:
                          cell: {path: model.cells.decoder.cell, values: [regular, {name: separable, expansion: 3, kernel: 3}]}
                          spectral: {path: regularizers.spectral, values: {off: false}}
                          rate: {path: training.learningRate, values: [1e-3]}
                        """))
                .containsExactly("base", "cell=regular", "cell=separable(expansion:3 kernel:3)", "spectral=off", "rate=1e-3");
    }

    @Test
    void theValueOfTheBaseIsMarkedAsADuplicate() {
        Plan plan = desk.plan(Desk.BASE + "seeds: [1, 2, 3, 4, 5, 6]\naxes: {scales: {path: model.scales, values: [2, 3]}}\n");
        assertThat(plan.variants()).extracting(Variant::duplicateOf).containsExactly(null, "base", null);
        assertThat(plan.trials()).hasSize(12).extracting(Trial::variant).containsOnly("base", "scales=3");
        assertThat(plan.trialsOf(plan.variants().get(1))).isEqualTo(plan.trialsOf(plan.variants().get(0)));
        assertThat(plan.warnings()).singleElement().asString()
                .endsWith("study.yaml:15:46: warning: the variant 'scales=2' has the same configuration as 'base' and is not "
                        + "trained by itself. "
                        + "Leave the value out, or exclude the variant.");
    }

    @Test
    void aFlowThatIsNotUsedMakesNoVariant() {
        Plan plan = desk.plan(Desk.BASE
                + """
                axes:
                  flow: {path: model.flow, values: [autoregressive]}
                  flows: {values: {two: {model.flowsPerGroup: 2, model.flow: autoregressive}}}
                """);
        assertThat(plan.variants()).extracting(Variant::duplicateOf).containsExactly(null, "base", null);
        assertThat(LayersTest.at(plan.trials().get(1), "model.flow")).isEqualTo(Map.of("name", "autoregressive"));
    }

    @Test
    void devicesMakeNoVariant() {
        Plan plan = desk.plan(Desk.BASE + "axes: {where: {path: device, values: [gpu]}}\n");
        assertThat(plan.variants().get(1).duplicateOf()).isEqualTo("base");
        assertThat(plan.trials()).hasSize(1);
    }

    @RepeatedTest(50)
    void designsHaveTheirSizes(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Unit> units = new ArrayList<>();
        int axes = 1 + random.nextInt(5);
        for (int axis = 0; axis < axes; axis++) {
            units.add(new Unit(List.of(axis("axis" + axis, 1 + random.nextInt(4)))));
        }
        int values = units.stream().mapToInt(Unit::size).sum();
        int product = units.stream().mapToInt(unit -> unit.size() + 1).reduce(1, (a, b) -> a * b);

        assertThat(labels(Design.ONE_AT_A_TIME, units)).hasSize(1 + values).allMatch(label -> !label.contains(","));
        assertThat(labels(Design.LEAVE_ONE_OUT, units)).hasSize(axes == 1 ? 2 : 2 + axes);
        assertThat(labels(Design.FACTORIAL, units)).hasSize(product);
        for (Design design : Design.values()) {
            assertThat(design.combinations(units)).first().isEqualTo(Combination.BASE);
            assertThat((double) design.combinations(units).size()).isLessThanOrEqualTo(design.size(units));
            assertThat(labels(Design.FACTORIAL, units)).containsAll(labels(design, units));
        }
    }

    private static Set<String> labels(Design design, List<Unit> units) {
        return design.combinations(units).stream().map(Combination::label).collect(Collectors.toSet());
    }

    private static Axis axis(String name, int size) {
        Location nowhere = Location.of("here");
        List<Level> levels = new ArrayList<>();
        for (int level = 0; level < size; level++) {
            levels.add(new Level(name, "value" + level, nowhere, Map.of(name, level), Node.Mapping.empty(nowhere)));
        }
        return new Axis(name, nowhere, levels);
    }
}
