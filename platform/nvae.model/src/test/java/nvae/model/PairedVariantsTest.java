package nvae.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Variants of a model that are compared with each other start alike wherever they are alike. */
class PairedVariantsTest {
    private static final int SEED = 5;

    @Test
    void anotherPosteriorChangesNoStart() {
        assertThat(starts(Map.of("family", "normal"), SEED)).isEqualTo(starts(Map.of(), SEED));
    }

    @Test
    void withoutAGateTheRestStartsAlike() {
        Map<String, Object> ungated = Map.of("cells", SmallModel.cells(Map.of("encoder", SmallModel.regular(Map.of("gate", "none")))));

        assertThat(starts(Map.of(), SEED)).containsAllEntriesOf(starts(ungated, SEED));
        assertThat(starts(ungated, SEED)).hasSizeLessThan(starts(Map.of(), SEED).size());
    }

    @Test
    void otherCellsInOnePlaceLeaveTheOtherPlacesAlone() {
        Map<String, Object> separable = SmallModel.regular(Map.of("cell", "separable", "normalization", "batch"));
        Map<String, List<Float>> variant = starts(Map.of("cells", SmallModel.cells(Map.of("encoder", separable))), SEED);

        assertThat(variant).containsAllEntriesOf(outside("encoderTower/", starts(Map.of(), SEED)));
    }

    @Test
    void moreGroupsAtTheLargestResolutionLeaveTheUpperGroupsAlone() {
        Map<String, List<Float>> more = starts(Map.of("groupsPerScale", 3, "minGroupsPerScale", 1), SEED);
        Map<String, List<Float>> base = starts(Map.of(), SEED);

        assertThat(more).containsAllEntriesOf(base);
    }

    @Test
    void anotherSeedChangesEveryRandomStart() {
        Map<String, List<Float>> one = starts(Map.of(), 1);
        Map<String, List<Float>> two = starts(Map.of(), 2);

        assertThat(one.keySet()).filteredOn(path -> path.endsWith("weight"))
                .isNotEmpty().allSatisfy(path -> assertThat(one.get(path)).isNotEqualTo(two.get(path)));
    }

    private static Map<String, List<Float>> outside(String prefix, Map<String, List<Float>> starts) {
        Map<String, List<Float>> outside = new LinkedHashMap<>(starts);
        outside.keySet().removeIf(path -> path.startsWith(prefix));
        return outside;
    }

    /** The first values of every learned parameter, by the roles that lead to it. */
    private static Map<String, List<Float>> starts(Map<String, ?> changes, int seed) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, List<Float>> starts = new LinkedHashMap<>();
            collect(SmallModel.initialized(changes, manager, seed), "", starts);
            return starts;
        }
    }

    private static void collect(Block block, String path, Map<String, List<Float>> starts) {
        block.getDirectParameters().values().stream().filter(Parameter::requiresGradient).forEach(parameter -> {
            List<Float> values = new ArrayList<>();
            for (float value : parameter.getArray().toFloatArray()) {
                values.add(value);
            }
            assertThat(starts.put(path + parameter.getName(), values)).as("two parameters at " + path + parameter.getName()).isNull();
        });
        block.getChildren().forEach(child -> collect(child.getValue(), path + child.getKey().replaceFirst("^\\d+", "") + "/", starts));
    }
}
