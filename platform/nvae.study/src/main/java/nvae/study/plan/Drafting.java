package nvae.study.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import nvae.study.manifest.Nearest;
import nvae.study.manifest.Node;
import nvae.study.manifest.Problem;
import nvae.study.manifest.Problems;
import nvae.study.schema.Layers;
import nvae.study.schema.Paths;
import nvae.study.schema.Resolution;
import nvae.study.schema.Schema;

/** Reads a merged manifest: its keys, its axes, and the configuration of every variant. */
final class Drafting {
    private final Schema schema;
    private final Node.Mapping manifest;
    private final Problems problems;

    Drafting(Schema schema, Node.Mapping manifest, Problems problems) {
        this.schema = schema;
        this.manifest = manifest;
        this.problems = problems;
    }

    Draft draft() {
        refuseUnknownKeys();
        Fields fields = new Fields("the manifest", manifest, problems);
        StudyKeys study = new StudyKeys(fields, problems);
        fields.mapping(ManifestLayers.BASE);
        fields.mapping("vars");
        Node.Mapping base = ManifestLayers.configuration(manifest);
        List<Axis> axes = new AxisReader(base, new Paths(schema, problems), problems)
                .read(fields.mapping("axes").orElseGet(() -> Node.Mapping.empty(manifest.where())));
        List<Combination> combinations = new Variation(axes, problems).combinations(fields);
        List<Draft.Configured> variants = variants(base, combinations);
        Draft draft = new Draft(
                study.name(),
                fields.text("description").orElse(""),
                axes,
                variants,
                study.seeds(),
                study.metrics(),
                study.retry(),
                study.onFailure(),
                manifest.where(),
                base.get("dataset").map(Node::where).orElse(base.where()));
        if (axes.isEmpty() && !fields.has("axes")) {
            problems.warning(manifest.where(), "there are no axes: only the base will be trained", "Add 'axes' to compare variants.");
        }
        return draft;
    }

    private void refuseUnknownKeys() {
        manifest.entries().forEach((key, entry) -> {
            if (!ManifestLayers.KEYS.contains(key)) {
                boolean misplaced = schema.keys().contains(key);
                String remedy = misplaced ? "Move it below 'base', indented." : Nearest.sentence(key, ManifestLayers.KEYS);
                problems.error(entry.key(), "unknown key '" + key + "' in the manifest", remedy);
            }
        });
    }

    private List<Draft.Configured> variants(Node.Mapping base, List<Combination> combinations) {
        List<Draft.Configured> variants = new ArrayList<>();
        Map<Map<String, Object>, String> first = new HashMap<>();
        for (Combination combination : combinations) {
            Resolution resolution = resolution(base, combination);
            String label = combination.label();
            String same = first.putIfAbsent(TrialIds.computed(resolution.configuration()), label);
            if (same != null && !problems.hasErrors()) {
                String what = "the variant '" + label + "' has the same configuration as '" + same + "' and is not trained by itself";
                Level last = combination.levels().get(combination.levels().size() - 1);
                problems.warning(last.where(), what, "Leave the value out, or exclude the variant.");
            }
            Variant variant = new Variant(label, combination.labels(), combination.changes(), same);
            variants.add(new Draft.Configured(variant, resolution.configuration(), new LinkedHashSet<>(resolution.parts())));
        }
        return variants;
    }

    /** An error that only a combination brings about says so; one that the base or a single change has already is told once. */
    private Resolution resolution(Node.Mapping base, Combination combination) {
        Node.Mapping configuration = base;
        for (Level level : combination.levels()) {
            configuration = Layers.change(level.change(), configuration);
        }
        Problems found = new Problems();
        Resolution resolution = new Resolution(schema, configuration, found);
        String suffix = " (in the variant '" + combination.label() + "')";
        for (Problem problem : found.all()) {
            boolean ofOneChange = combination.levels().size() < 2;
            String what = ofOneChange ? problem.what() : problem.what() + suffix;
            problems.add(new Problem(problem.severity(), problem.where(), what, problem.remedy()));
        }
        return resolution;
    }
}
