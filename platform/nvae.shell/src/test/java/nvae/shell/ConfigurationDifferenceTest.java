package nvae.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import nvae.study.catalog.BundleDigest;
import org.junit.jupiter.api.Test;

final class ConfigurationDifferenceTest {
    private static final BundleDigest OLD = new BundleDigest("nvae.cell.regular", "0.1.0", "a".repeat(64));
    private static final BundleDigest NEW = new BundleDigest("nvae.cell.regular", "0.1.0", "b".repeat(64));

    private static Configured configured(Map<String, Object> configuration, Long seed, BundleDigest... bundles) {
        return new Configured("x", configuration, seed, List.of(bundles));
    }

    private static ConfigurationDifference difference(Map<String, Object> a, Map<String, Object> b) {
        return ConfigurationDifference.of(configured(a, 1L), configured(b, 1L));
    }

    @Test
    void valuesAreComparedByTheirPaths() {
        ConfigurationDifference found = difference(
                Map.of("model", Map.of("scales", 2L, "gate", Map.of("name", "none"))),
                Map.of("model", Map.of("scales", 3L, "gate", Map.of("name", "none"))));
        assertThat(found.paths()).containsExactly(new ConfigurationDifference.Entry("model.scales", 2.0, 3.0));
        assertThat(found.bundles()).isEmpty();
    }

    @Test
    void aNumberIsTheSameHoweverItWasWritten() {
        assertThat(difference(Map.of("rate", 1L, "list", List.of(1)), Map.of("rate", 1.0, "list", List.of(1))).isEmpty()).isTrue();
    }

    @Test
    void aPartWithoutOptionsIsNotTheSameAsNoPart() {
        assertThat(difference(Map.of("trackers", Map.of("csv", Map.of())), Map.of("trackers", Map.of())).paths())
                .extracting(ConfigurationDifference.Entry::path).containsExactlyInAnyOrder("trackers.csv", "trackers");
    }

    @Test
    void seedsCountWhereBothSidesHaveOne() {
        assertThat(ConfigurationDifference.of(configured(Map.of(), 1L), configured(Map.of(), 2L)).paths())
                .containsExactly(new ConfigurationDifference.Entry("seed", 1L, 2L));
        assertThat(ConfigurationDifference.of(configured(Map.of(), 1L), configured(Map.of(), null)).isEmpty()).isTrue();
    }

    @Test
    void bundlesOfOtherContentAreNamed() {
        assertThat(ConfigurationDifference.of(configured(Map.of(), 1L, OLD), configured(Map.of(), 1L, NEW)).bundles())
                .containsExactly(new ConfigurationDifference.BundleEntry("nvae.cell.regular", OLD, NEW));
    }
}
