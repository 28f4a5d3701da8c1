package nvae.study.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import nvae.study.catalog.OptionDescription;
import nvae.study.catalog.PartCatalog;
import nvae.study.catalog.PartDescription;
import nvae.study.manifest.Location;
import nvae.study.manifest.Problems;

/** Every key that a configuration may have: the part slots, and the options of the sections that are installed. */
public final class Schema {
    /** Keys that say where a trial runs, not what it computes: not part of a trial's id. */
    public static final List<String> RESOURCES = List.of("device");

    private static final OptionDescription ENGINE = choice("engine", "the deep-learning engine", "mxnet", "pytorch");
    private static final OptionDescription DEVICE = choice("device", "where tensors live", "auto", "cpu", "gpu");

    private final PartCatalog catalog;
    private final Shape.Group root = Shape.Group.of("");

    /**
     * @param manifest blamed for a section that is not installed
     * @param problems receives those
     */
    public Schema(PartCatalog catalog, Location manifest, Problems problems) {
        this.catalog = catalog;
        for (String section : Slots.SECTIONS) {
            Optional<PartDescription> installed = catalog.find(PartCatalog.SECTION, section);
            if (installed.isEmpty()) {
                String why = catalog.explainMissing(PartCatalog.SECTION, section).replaceFirst("\\.$", "");
                String what = "the workbench's own section '" + section + "' is not usable: " + why;
                problems.error(manifest, what, "Build the workbench again.");
            }
            Shape.Group group = Shape.Group.of(PartCatalog.SECTION + " " + section);
            installed.ifPresent(part -> part.options().forEach(option -> group.keys().put(option.name(), new Shape.Value(option))));
            root.keys().put(section, group);
        }
        Slots.PARTS.forEach((path, kind) -> add(
                path, new Shape.Slot(kind, path.equals(Slots.FLOW) ? Slots.FLOWS_PER_GROUP : null, Slots.PRESETS.get(path))));
        Slots.SETS.forEach((path, kind) -> add(path, new Shape.PartSet(kind)));
        add("engine", new Shape.Value(ENGINE));
        add("device", new Shape.Value(DEVICE));
    }

    /** The keys of a configuration. */
    public Set<String> keys() {
        return root.keys().keySet();
    }

    Shape.Group root() {
        return root;
    }

    PartCatalog catalog() {
        return catalog;
    }

    private void add(String path, Shape shape) {
        Shape.Group group = root;
        String[] keys = path.split("\\.");
        String here = "";
        for (int i = 0; i < keys.length - 1; i++) {
            here += (i == 0 ? "" : ".") + keys[i];
            Shape.Group below = Slots.OVERRIDES.contains(here) ? Shape.Group.overriding() : Shape.Group.of("");
            group = (Shape.Group) group.keys().computeIfAbsent(keys[i], key -> below);
        }
        if (group.keys().put(keys[keys.length - 1], shape) != null) {
            throw new IllegalStateException("an option of a section hides the slot " + path);
        }
    }

    private static OptionDescription choice(String name, String help, String... choices) {
        return new OptionDescription(name, OptionDescription.Type.STRING, false, List.of(choices[0]), null, null, List.of(choices), help);
    }
}
