package nvae.training.graph;

import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nvae.training.graph.Nodes.Entry;

/**
 * A graph that is cut at {@link Operation}s: what leads to one is in an earlier part than what follows it. Every operator is in the last part
 * that it may be in, so that little crosses from part to part.
 */
final class Division {
    private static final int ANY = Integer.MAX_VALUE;
    /** Of the memory of all swishes. */
    private static final double MOST = 0.75;
    /** Numbers of a swish. With fewer, a part of its own takes longer than it saves. */
    private static final long LARGE = 500_000;
    private static final Comparator<Entry> ORDER = Comparator.comparingInt(Entry::node).thenComparingInt(Entry::output);

    private final Nodes nodes;
    private final List<Entry> results;
    private final List<Entry> changes;
    /** By the last nodes of what they stand for. */
    private final Map<Integer, Operation> operations = new LinkedHashMap<>();
    /** What is used in later parts than its own only. */
    private final Set<Entry> cuts = new HashSet<>();
    /** What leads to the end, but for what is inside an operation. */
    private final BitSet members = new BitSet();
    private int[] places;

    /**
     * A part of the graph.
     *
     * @param recording empty if the part gives nothing
     * @param inputs what enters, in the order in which the recording takes it
     * @param outputs what others use of it
     * @param operations that follow
     */
    record Part(Optional<Recording> recording, List<Slot> inputs, List<Entry> outputs, List<Operation> operations) {}

    /**
     * A place where something enters a part.
     *
     * @param user the first node that uses it
     * @param followed whether gradients flow to it
     */
    record Slot(Entry source, int user, boolean followed) {}

    /**
     * Divides a graph.
     *
     * @param results so many of its first heads gradients come to; the others are new values of what changes
     * @param shapes of what enters, by name
     */
    Division(Recording recording, int results, Function<String, Shape> shapes) {
        nodes = new Nodes(recording);
        List<Entry> heads = nodes.heads();
        this.results = heads.subList(0, results);
        changes = heads.subList(results, heads.size());
        for (int i = 0; i < nodes.count(); i++) {
            find(i);
        }
        keepLargest(shapes);
        heads.forEach(head -> members.set(head.node()));
        for (int i = members.length() - 1; i >= 0; i = members.previousSetBit(i - 1)) {
            inputs(i).forEach(input -> members.set(input.node()));
        }
        places = places();
        for (Set<Entry> more = straddling(); !more.isEmpty(); more = straddling()) {
            cuts.addAll(more);
            places = places();
        }
        if (this.results.stream().anyMatch(result -> isCut(result) || places[result.node()] != last())) {
            throw new UntraceableException("the pass uses one of its results itself");
        }
    }

    private void find(int node) {
        Stream.of(Swish.at(nodes, node), Depthwise.at(nodes, node))
                .flatMap(Optional::stream)
                .filter(found -> !nodes.isVariable(found.inputs().get(0).node()))
                .forEach(found -> operations.put(node, found));
        if (operations.get(node) instanceof Depthwise depthwise) {
            nodes.open(depthwise.weight().node());
        }
    }

    /** Of all swishes, the largest that hold most of the memory, if they are large: for the others a cut each would cost more than it saves. */
    private void keepLargest(Function<String, Shape> shapes) {
        List<Operation> swishes = operations.values().stream().filter(Swish.class::isInstance).toList();
        if (swishes.isEmpty()) {
            return;
        }
        List<Long> found = nodes.leadingTo(swishes.stream().map(Operation::output).toList()).sizes(shapes);
        Map<Operation, Long> sizes = new HashMap<>();
        for (int i = 0; i < swishes.size(); i++) {
            sizes.put(swishes.get(i), found.get(i));
        }
        double rest = MOST * found.stream().mapToLong(size -> size).sum();
        for (Operation swish : swishes.stream().sorted(Comparator.comparing(sizes::get).reversed()).toList()) {
            if (rest <= 0 || sizes.get(swish) < LARGE) {
                operations.remove(swish.output().node());
            }
            rest -= sizes.get(swish);
        }
    }

    private int[] places() {
        int[] earliest = new int[nodes.count()];
        members.stream().forEach(node -> earliest[node] = first(node, earliest));
        int last = members.stream().map(node -> earliest[node]).max().orElse(0);
        int[] latest = new int[nodes.count()];
        members.stream().forEach(node -> latest[node] = ANY);
        results.forEach(result -> latest[result.node()] = last);
        for (int node = members.length() - 1; node >= 0; node = members.previousSetBit(node - 1)) {
            if (latest[node] < ANY) {
                for (Entry input : inputs(node)) {
                    latest[input.node()] = Math.min(latest[input.node()], isCut(input) ? latest[node] - 1 : latest[node]);
                }
            }
        }
        // What leads to changes alone is done as soon as it can be.
        members.stream().filter(node -> latest[node] == ANY).forEach(node -> latest[node] = first(node, latest));
        return latest;
    }

    /** The first part that a node may be in, where its inputs are. */
    private int first(int node, int[] places) {
        return inputs(node).stream()
                .filter(input -> !nodes.isVariable(input.node()))
                .mapToInt(input -> places[input.node()] + (isCut(input) ? 1 : 0))
                .max()
                .orElse(0);
    }

    /**
     * What is used three times or more, in its own part and in others. Its gradients would be summed in another order than in one graph,
     * which sums all at once.
     */
    private Set<Entry> straddling() {
        Map<Entry, List<Integer>> users = new HashMap<>();
        members.stream().filter(node -> !nodes.stops(node)).forEach(node -> inputs(node).stream()
                .filter(input -> !nodes.isVariable(input.node()) && !isCut(input))
                .forEach(input -> users.computeIfAbsent(input, first -> new ArrayList<>()).add(places[node])));
        Set<Entry> straddling = new HashSet<>();
        users.forEach((entry, places) -> {
            if (places.size() > 2 && places.contains(this.places[entry.node()]) && places.stream().distinct().count() > 1) {
                straddling.add(entry);
            }
        });
        return straddling;
    }

    /** The parts, in turn. */
    List<Part> parts() {
        List<TreeSet<Entry>> outputs = IntStream.rangeClosed(0, last()).mapToObj(place -> new TreeSet<>(ORDER)).toList();
        members.stream().forEach(node -> inputs(node).stream()
                .filter(input -> operations.containsKey(node) || isCut(input) || places[input.node()] != places[node])
                .forEach(input -> give(outputs, input)));
        results.forEach(result -> give(outputs, result));
        changes.forEach(change -> give(outputs, change));
        return IntStream.rangeClosed(0, last()).mapToObj(place -> part(place, List.copyOf(outputs.get(place)))).toList();
    }

    private int last() {
        return members.stream().filter(node -> !nodes.isVariable(node)).map(node -> places[node]).max().orElse(0);
    }

    private void give(List<TreeSet<Entry>> outputs, Entry entry) {
        if (!nodes.isVariable(entry.node()) && !operations.containsKey(entry.node())) {
            outputs.get(places[entry.node()]).add(entry);
        }
    }

    private Part part(int place, List<Entry> outputs) {
        JsonArray own = new JsonArray();
        Map<Integer, Integer> indices = new HashMap<>();
        Map<String, Slot> slots = new HashMap<>();
        Map<String, Integer> variables = new HashMap<>();
        members.stream().filter(node -> places[node] == place && !nodes.isVariable(node) && !operations.containsKey(node)).forEach(node -> {
            JsonArray inputs = new JsonArray();
            for (Entry input : inputs(node)) {
                if (indices.containsKey(input.node()) && !isCut(input)) {
                    inputs.add(Assembly.entry(indices.get(input.node()), input.output()));
                } else {
                    boolean followed = !nodes.stops(node);
                    String name = name(input, followed ? node + "-" + inputs.size() : "fixed");
                    slots.merge(name, new Slot(input, node, followed), (one, other) -> one.followed() ? one : other);
                    inputs.add(Assembly.entry(variables.computeIfAbsent(name, added -> Nodes.variable(added, own)), 0));
                }
            }
            JsonObject copy = nodes.copy(node);
            copy.add("inputs", inputs);
            indices.put(node, own.size());
            own.add(copy);
        });
        Optional<Recording> recording = outputs.isEmpty()
                ? Optional.empty()
                : Optional.of(nodes.graph(own, outputs.stream().map(output -> Assembly.entry(indices.get(output.node()), output.output())).toList()));
        List<Operation> follow = operations.values().stream()
                .filter(operation -> members.get(operation.output().node()) && places[operation.output().node()] == place)
                .toList();
        List<Slot> inputs = recording.map(one -> one.variables().stream().map(slots::get).toList()).orElse(List.of());
        return new Part(recording, inputs, outputs, follow);
    }

    /**
     * A variable enters once, as does what gradients do not flow to. Anything else enters anew for each use, so that its gradients can be summed in
     * the order in which one graph would do it.
     */
    private String name(Entry source, String use) {
        return nodes.isVariable(source.node()) ? "variable-" + source.node() : source.node() + "-" + source.output() + "-" + use;
    }

    List<Entry> results() {
        return results;
    }

    /** What there is a new value of. */
    List<Entry> changes() {
        return changes;
    }

    /** By their nodes, what is known of variables by their names. */
    <T> Map<Integer, T> variables(Map<String, T> known) {
        Map<Integer, T> variables = new LinkedHashMap<>();
        members.stream().filter(nodes::isVariable).forEach(node -> variables.put(node, known.get(nodes.name(node))));
        return variables;
    }

    private boolean isCut(Entry entry) {
        return operations.containsKey(entry.node()) || cuts.contains(entry);
    }

    private List<Entry> inputs(int node) {
        return operations.containsKey(node) ? operations.get(node).inputs() : nodes.inputs(node);
    }
}
