package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import nvae.api.tensor.Tensors;
import nvae.training.graph.Nodes.Entry;

/**
 * What a pass changes. Arrays of one axis that the same operators move, as running statistics are, do not move in the graph, but side by side
 * when it has gone forward: there are hundreds of them, and an operator on a few numbers takes longer to call than to compute.
 */
final class Changes implements AutoCloseable {
    private static final String MOVE = "sgd_update";
    /** Operators that do the same to every number. */
    private static final Set<String> SINGLE = Set.of("_npi_power_scalar", "_npi_subtract_scalar");

    private final List<NDArray> lasting;
    private final List<Entry> sources;
    private final List<Integer> others = new ArrayList<>();
    private final List<Move> moves = new ArrayList<>();

    /**
     * How a new value is made of a source.
     *
     * @param links operators, first to last; none if the graph makes the value
     */
    private record Way(Entry source, List<Link> links) {}

    /** An operator, with its settings as MXNet writes them. */
    private record Link(String operator, JsonObject attributes) {}

    /**
     * What moves side by side.
     *
     * @param places in the list of what changes
     * @param handles on the arrays, which may have a part in the record themselves, and then MXNet lets nothing change them
     * @param order in which the graph takes the handles, and then what is found in their places
     */
    private record Move(List<Integer> places, List<NDArray> handles, List<Integer> order, Graph graph) {
        void make(List<NDArray> found) {
            List<NDArray> all = new ArrayList<>(handles);
            places.forEach(place -> all.add(found.get(place)));
            graph.run(order.stream().map(all::get).toList(), handles);
        }
    }

    /**
     * Looks at how new values are made.
     *
     * @param values the new values
     * @param lasting what they are for
     * @param variables what enters, by name
     * @param owner of what lasts
     */
    Changes(Nodes nodes, List<Entry> values, List<NDArray> lasting, Map<String, Input> variables, NDManager owner) {
        this.lasting = lasting;
        sources = new ArrayList<>(values);
        Map<List<Link>, Map<Integer, Entry>> alike = new LinkedHashMap<>();
        for (int i = 0; i < lasting.size(); i++) {
            Way way = way(nodes, values.get(i), lasting.get(i), variables);
            alike.computeIfAbsent(way.links(), links -> new LinkedHashMap<>()).put(i, way.source());
        }
        alike.forEach((links, group) -> {
            if (links.isEmpty() || group.size() == 1) {
                others.addAll(group.keySet());
            } else {
                group.forEach(sources::set);
                moves.add(move(nodes, List.copyOf(group.keySet()), links, owner));
            }
        });
    }

    /** Goes back from a new value for as long as every number has a way of its own. */
    private static Way way(Nodes nodes, Entry value, NDArray array, Map<String, Input> variables) {
        Way none = new Way(value, List.of());
        Entry at = behindStops(nodes, value);
        if (array.getShape().dimension() != 1 || !nodes.is(MOVE, at.node())
                || !stands(nodes, nodes.inputs(at.node()).get(0), array, variables)) {
            return none;
        }
        LinkedList<Link> links = new LinkedList<>(List.of(link(nodes, at)));
        at = behindStops(nodes, nodes.inputs(at.node()).get(1));
        while (SINGLE.contains(nodes.operator(at.node()))) {
            links.addFirst(link(nodes, at));
            at = behindStops(nodes, nodes.inputs(at.node()).get(0));
        }
        return nodes.isVariable(at.node()) ? none : new Way(at, links);
    }

    private static Entry behindStops(Nodes nodes, Entry entry) {
        Entry at = entry;
        while (nodes.stops(at.node())) {
            at = nodes.inputs(at.node()).get(0);
        }
        return at;
    }

    private static boolean stands(Nodes nodes, Entry entry, NDArray array, Map<String, Input> variables) {
        return nodes.isVariable(entry.node())
                && variables.get(nodes.name(entry.node())) instanceof Input.Lasting lasting && lasting.array() == array;
    }

    private static Link link(Nodes nodes, Entry entry) {
        return new Link(nodes.operator(entry.node()), nodes.attributes(entry.node()));
    }

    /** Joins some arrays and what is found for them, and divides what the operators make of both. */
    private Move move(Nodes nodes, List<Integer> places, List<Link> links, NDManager owner) {
        List<NDArray> arrays = places.stream().map(lasting::get).toList();
        int count = arrays.size();
        JsonArray own = new JsonArray();
        List<Integer> inputs = IntStream.range(0, 2 * count).mapToObj(i -> Nodes.variable(String.valueOf(i), own)).toList();
        int old = Nodes.joined(inputs.subList(0, count), own);
        int x = Nodes.joined(inputs.subList(count, 2 * count), own);
        for (Link link : links) {
            x = Nodes.operator(link.operator(), link.attributes(), link.operator().equals(MOVE) ? List.of(old, x) : List.of(x), own);
        }
        JsonObject cuts = new JsonObject();
        cuts.addProperty("axis", "0");
        cuts.addProperty("indices", begins(arrays));
        // MXNet asks every operator of a graph for its gradient, unless none comes to it; this one has none.
        int stopped = Nodes.operator(Nodes.STOP, new JsonObject(), List.of(x), own);
        int divided = Nodes.operator("_split_v2", cuts, List.of(stopped), own);
        Recording recording = nodes.graph(own, IntStream.range(0, count).mapToObj(i -> Assembly.entry(divided, i)).toList());
        List<NDArray> handles = arrays.stream().map(array -> Graph.detached(array, owner)).toList();
        return new Move(places, handles, recording.variables().stream().map(Integer::valueOf).toList(), Graph.of(recording));
    }

    private static String begins(List<NDArray> arrays) {
        StringJoiner begins = new StringJoiner(",", "(", ")");
        long begin = 0;
        for (NDArray array : arrays) {
            begins.add(String.valueOf(begin));
            begin += array.size();
        }
        return begins.toString();
    }

    /** What a graph has to give for each array that changes. */
    List<Entry> sources() {
        return sources;
    }

    /** Changes the arrays; {@code found} is what a run has given for them. */
    void make(List<NDArray> found) {
        others.forEach(place -> Tensors.set(lasting.get(place), found.get(place)));
        moves.forEach(move -> move.make(found));
    }

    @Override
    public void close() {
        moves.forEach(move -> move.graph().close());
    }
}
