package nvae.study.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import nvae.study.manifest.Document;
import nvae.study.manifest.Interpolation;
import nvae.study.manifest.Location;
import nvae.study.manifest.Nearest;
import nvae.study.manifest.Node;
import nvae.study.manifest.Problems;
import nvae.study.manifest.YamlReader;
import nvae.study.schema.Layers;
import nvae.study.schema.Paths;
import nvae.study.schema.Schema;

/** The manifest that remains when presets, manifest, profile and command line lie on each other, and its references are replaced. */
final class ManifestLayers {
    static final String BASE = "base";
    private static final String PROFILES = "profiles";

    /** Of a key of the manifest on the command line; what is deeper counts as one key. */
    private static final int MAX_KEYS = 10;

    /** Every key of a manifest. */
    static final List<String> KEYS = List.of(
            "study", "description", "extends", "vars", BASE, "axes", "designs", "zip", "exclude", "seeds", "metrics", "retry", "onFailure",
            PROFILES);

    /** A preset does not name the study that extends it. */
    private static final Set<String> OF_ONE_FILE = Set.of("study", "description", "extends");

    private static final Set<String> NOT_IN_PROFILES = Set.of("study", "extends", PROFILES);
    private static final Set<String> NOT_ON_THE_COMMAND_LINE = Set.of("extends", "axes", PROFILES);

    private final Schema schema;
    private final Node.Mapping files;
    private final Problems problems;

    /** @param chain the manifest, then what it extends */
    ManifestLayers(Schema schema, List<Document> chain, Problems problems) {
        this.schema = schema;
        this.problems = problems;
        Node.Mapping merged = Node.Mapping.empty(chain.get(0).root().where());
        for (int i = chain.size() - 1; i >= 0; i--) {
            Node.Mapping root = chain.get(i).root();
            merged = Layers.combine(i == 0 ? root : root.without(OF_ONE_FILE), merged);
        }
        this.files = merged;
    }

    /** The names of the profiles. */
    Set<String> profiles() {
        return files.get(PROFILES).orElse(null) instanceof Node.Mapping profiles ? profiles.keys() : Set.of();
    }

    /** The merged manifest, without its profiles. */
    Node.Mapping merged(Overrides overrides) {
        Node.Mapping merged = files;
        if (overrides.profile() != null) {
            merged = profile(overrides.profile()).map(profile -> Layers.combine(profile, files)).orElse(files);
        }
        for (String setting : overrides.settings()) {
            merged = set(setting, merged);
        }
        return Interpolation.in(merged.without(Set.of(PROFILES)), problems);
    }

    /** The base configuration of a manifest. */
    static Node.Mapping configuration(Node.Mapping manifest) {
        return manifest.get(BASE).orElse(null) instanceof Node.Mapping base ? base : Node.Mapping.empty(manifest.where());
    }

    private Optional<Node.Mapping> profile(String name) {
        if (!profiles().contains(name)) {
            String remedy = profiles().isEmpty() ? "The manifest has no profiles." : Nearest.sentence(name, profiles());
            problems.error(Location.of("--profile " + name), "unknown profile", remedy);
            return Optional.empty();
        }
        Node profile = ((Node.Mapping) files.get(PROFILES).orElseThrow()).get(name).orElseThrow();
        if (!(profile instanceof Node.Mapping mapping)) {
            problems.error(
                    profile.where(),
                    "the profile '" + name + "' must be a mapping, not " + profile.describe(),
                    "Write the keys that it changes below it, indented.");
            return Optional.empty();
        }
        mapping.entries().forEach((key, entry) -> {
            if (NOT_IN_PROFILES.contains(key)) {
                problems.error(entry.key(), "a profile cannot set '" + key + "'", "Set it in the manifest itself.");
            }
        });
        return Optional.of(mapping.without(NOT_IN_PROFILES));
    }

    private Node.Mapping set(String setting, Node.Mapping merged) {
        Location where = Location.of("--set " + setting);
        int equals = setting.indexOf('=');
        if (equals < 1) {
            problems.error(where, "a setting is a path, '=' and a value", "Write --set model.scales=2.");
            return merged;
        }
        String path = setting.substring(0, equals).strip();
        Optional<Node> value = new YamlReader(problems).readValue(where, setting.substring(equals + 1));
        return value.map(node -> Layers.combine(change(path, where, node, merged), merged)).orElse(merged);
    }

    private static Node.Mapping nested(String[] keys, Node value) {
        Node.Mapping branch = Node.Mapping.of(keys[keys.length - 1], value);
        for (int i = keys.length - 2; i >= 0; i--) {
            branch = Node.Mapping.of(keys[i], branch);
        }
        return branch;
    }

    private Node.Mapping change(String path, Location where, Node value, Node.Mapping merged) {
        String first = path.split("\\.", 2)[0];
        if (NOT_ON_THE_COMMAND_LINE.contains(first)) {
            problems.error(where, "'" + first + "' cannot be set on the command line", "Write it in the manifest, or use a profile.");
            return Node.Mapping.empty(where);
        }
        if (!KEYS.contains(first) || path.startsWith(BASE + ".")) {
            String inBase = path.startsWith(BASE + ".") ? path.substring(BASE.length() + 1) : path;
            return Node.Mapping.of(BASE, new Paths(schema, problems).change(inBase, where, value, configuration(merged)));
        }
        return nested(path.split("\\.", MAX_KEYS), value);
    }
}
