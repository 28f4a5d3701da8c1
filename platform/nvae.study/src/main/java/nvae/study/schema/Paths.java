package nvae.study.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nvae.study.manifest.Location;
import nvae.study.manifest.Nearest;
import nvae.study.manifest.Node;
import nvae.study.manifest.Problems;

/**
 * Dotted paths into a configuration, as axes and {@code --set} write them. The segment {@code *} stands for every key at its place: the
 * fixed keys of a group, the parts that are in a set.
 */
public final class Paths {
    private static final String ANY = "*";

    /** Deeper than any configuration. */
    private static final int MAX_KEYS = 40;

    private final Schema schema;
    private final Problems problems;

    public Paths(Schema schema, Problems problems) {
        this.schema = schema;
        this.problems = problems;
    }

    /**
     * The change that puts a value at a path.
     *
     * @param where of the path, for messages
     * @param configuration what {@code *} looks at in a set of parts
     * @return the smallest configuration with the value at every place that the path names; without keys, with a problem reported, if
     *     there is no such place
     */
    public Node.Mapping change(String path, Location where, Node value, Node.Mapping configuration) {
        Node.Mapping change = Node.Mapping.empty(where);
        for (List<String> keys : expand(path, where, configuration)) {
            Node branch = value;
            for (int i = keys.size() - 1; i >= 0; i--) {
                branch = new Node.Mapping(where, Map.of(keys.get(i), new Node.Entry(where, branch)));
            }
            change = Layers.change((Node.Mapping) branch, change);
        }
        return change;
    }

    private List<List<String>> expand(String path, Location where, Node.Mapping configuration) {
        List<Place> places = List.of(new Place(List.of(), schema.root(), configuration));
        if (path.split("\\.", -1).length > MAX_KEYS) {
            problems.error(where, "a path of more than " + MAX_KEYS + " keys leads nowhere", "Shorten the path.");
            return List.of();
        }
        String written = "";
        for (String key : path.split("\\.", -1)) {
            List<Place> below = new ArrayList<>();
            for (Place place : places) {
                Collection<String> keys = place.keys();
                if (key.equals(ANY)) {
                    keys.forEach(each -> below.add(place.below(each)));
                } else if (place.isOpen() || keys.contains(key)) {
                    below.add(place.below(key));
                } else {
                    place.refuse(path, where, written, key, problems);
                }
            }
            if (key.equals(ANY) && below.isEmpty()) {
                problems.error(where, "the path '" + path + "' names nothing: there is no key for '*'", "Write the path without '*'.");
            }
            places = below;
            written = written.isEmpty() ? key : written + "." + key;
        }
        return places.stream().map(Place::path).toList();
    }

    /**
     * A point on the way.
     *
     * @param shape what may be here; null inside a part's options, which are checked with their values
     * @param given what is here now, or null
     */
    private record Place(List<String> path, Shape shape, Node given) {
        Collection<String> keys() {
            if (shape instanceof Shape.Group group) {
                return group.keys().keySet();
            }
            return shape instanceof Shape.PartSet && given instanceof Node.Mapping mapping ? mapping.keys() : Set.of();
        }

        /** Whether any key may follow: names of parts and of their options. */
        boolean isOpen() {
            return shape instanceof Shape.PartSet || shape instanceof Shape.Slot || shape == null;
        }

        Place below(String key) {
            List<String> longer = new ArrayList<>(path);
            longer.add(key);
            Node child = given instanceof Node.Mapping mapping ? mapping.get(key).orElse(null) : null;
            return new Place(longer, shape instanceof Shape.Group group ? group.keys().get(key) : null, child);
        }

        void refuse(String whole, Location where, String here, String key, Problems problems) {
            if (shape instanceof Shape.Value) {
                problems.error(where, "the path '" + whole + "' goes on below " + here + ", which is a single value", "Shorten the path.");
            } else {
                String what = "the path '" + whole + "' does not exist: unknown key '" + key + "'" + (here.isEmpty() ? "" : " in " + here);
                problems.error(where, what, Nearest.sentence(key, keys()));
            }
        }
    }
}
