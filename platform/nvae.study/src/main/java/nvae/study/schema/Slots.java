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

    private static final List<String> CELL = List.of("cell", "normalization", "activation", "gate");

    /**
     * Groups of slots that may each be left out: what they do not name is as in the group around them. The cells of a place that keep the
     * resolution and those that halve or double it are of one kind unless a manifest says otherwise.
     */
    static final List<String> OVERRIDES = List.of(
            "model.cells.preprocess.down", "model.cells.encoder.down", "model.cells.decoder.up", "model.cells.postprocess.up");

    /** Path to kind: one part each. */
    static final Map<String, String> PARTS = parts();

    /** Path to part: slots that a manifest may leave open, and what stands there then. */
    static final Map<String, String> PRESETS = Map.of("kl", "balanced");

    /** Path to kind: a mapping of part names to options, any number of parts. */
    static final Map<String, String> SETS = sets();

    /** The workbench's own groups of options, by the path at which they stand. */
    static final List<String> SECTIONS = List.of("model", "data", "training", "evaluation");

    private Slots() {}

    private static Map<String, String> sets() {
        Map<String, String> sets = new LinkedHashMap<>();
        sets.put("regularizers", "regularizer");
        sets.put("constraints", "constraint");
        sets.put("trackers", "tracker");
        return Collections.unmodifiableMap(sets);
    }

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("model.family", "family");
        parts.put("model.likelihood", "likelihood");
        parts.put(FLOW, "flow");
        for (String place : List.of("preprocess", "encoder", "decoder", "postprocess")) {
            for (String kind : CELL) {
                parts.put("model.cells." + place + "." + kind, kind);
            }
        }
        for (String place : OVERRIDES) {
            for (String kind : CELL) {
                parts.put(place + "." + kind, kind);
            }
        }
        parts.put("dataset", "dataset");
        parts.put("kl", "kl");
        parts.put("optimizer", "optimizer");
        return Collections.unmodifiableMap(parts);
    }
}
