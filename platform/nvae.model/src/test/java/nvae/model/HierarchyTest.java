package nvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HierarchyTest {
    private static final ImageFormat IMAGES = new ImageFormat(1, 28, 28, 2);

    @Test
    void adaptiveGroupsAreHalvedFromTheLargestResolutionDown() {
        assertThat(groupsPerScale(Map.of("scales", 5, "groupsPerScale", 16, "minGroupsPerScale", 4))).containsExactly(16, 8, 4, 4, 4);
        assertThat(groupsPerScale(Map.of("scales", 3, "groupsPerScale", 5))).containsExactly(5, 2, 1);
    }

    @Test
    void withoutAdaptationEveryScaleHasAsManyGroups() {
        assertThat(groupsPerScale(Map.of("scales", 3, "groupsPerScale", 4, "adaptiveGroups", false))).containsExactly(4, 4, 4);
    }

    @Test
    void groupsAreNumberedFromTheSmallestResolution() {
        Hierarchy hierarchy = Hierarchy.of(configuration(Map.of("scales", 2, "groupsPerScale", 2, "latentChannels", 3)), IMAGES);

        assertThat(hierarchy.groups()).extracting(group -> group.shape(7))
                .containsExactly(new Shape(7, 3, 8, 8), new Shape(7, 3, 16, 16), new Shape(7, 3, 16, 16));
        assertThat(hierarchy.groups()).extracting(Hierarchy.Group::firstOfScale).containsExactly(true, true, false);
        assertThat(hierarchy.groupsPerScale()).containsExactly(2, 1);
    }

    @Test
    void aSizeThatCannotBeHalvedIsRefusedWithTheWayOut() {
        ModelConfiguration configuration = configuration(Map.of("scales", 2));

        assertThatThrownBy(() -> Hierarchy.of(configuration, new ImageFormat(1, 28, 30, 0)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("model.scales").hasMessageContaining("width of 30").hasMessageContaining("multiple of 4");
    }

    private static List<Integer> groupsPerScale(Map<String, ?> changes) {
        return Hierarchy.groupsPerScale(configuration(changes));
    }

    private static ModelConfiguration configuration(Map<String, ?> changes) {
        return ModelConfiguration.read(SmallModel.with(changes));
    }
}
