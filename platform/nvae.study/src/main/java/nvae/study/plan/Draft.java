package nvae.study.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nvae.study.catalog.PartDescription;
import nvae.study.manifest.Location;

/**
 * A plan before its trials have ids: everything that the manifest alone tells.
 *
 * @param place the manifest's
 * @param dataset the place that names the dataset
 */
record Draft(
        String study,
        String description,
        List<Axis> axes,
        List<Configured> variants,
        List<Long> seeds,
        Metrics metrics,
        RetryPolicy retry,
        FailurePolicy onFailure,
        Location place,
        Location dataset) {

    /** A variant with what it resolves to. */
    record Configured(Variant variant, Map<String, Object> configuration, Set<PartDescription> parts) {}

    Map<String, List<String>> axisLabels() {
        return axes.stream().collect(Collectors.toMap(
                Axis::name, axis -> axis.levels().stream().map(Level::label).toList(), (a, b) -> a, LinkedHashMap::new));
    }
}
