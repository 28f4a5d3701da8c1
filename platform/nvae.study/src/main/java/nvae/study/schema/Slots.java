package nvae.study.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a configuration names parts, and of which kind. */
final class Slots {
    /** The section whose option tells whether the flow's slot counts, and that option. */
    static final String FLOW = "model.flow";
    static final String FLOWS_PER_GROUP = "flowsPerGroup";

    /** Path to kind: one part each. */
    static final Map<String, String> PARTS = parts();

    /** Path to kind: a mapping of part names to options, any number of parts. */
    static final Map<String, String> SETS = Map.of("regularizers", "regularizer", "trackers", "tracker");

    /** The workbench's own groups of options, by the path at which they stand. */
    static final List<String> SECTIONS = List.of("model", "data", "training", "evaluation");

    private Slots() {}

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("model.family", "family");
        parts.put("model.likelihood", "likelihood");
        parts.put(FLOW, "flow");
        for (String place : List.of("preprocess", "encoder", "decoder", "postprocess")) {
            for (String kind : List.of("cell", "normalization", "activation", "gate")) {
                parts.put("model.cells." + place + "." + kind, kind);
            }
        }
        parts.put("dataset", "dataset");
        parts.put("optimizer", "optimizer");
        return Collections.unmodifiableMap(parts);
    }
}
