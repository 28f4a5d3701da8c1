package nvae.training.graph;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** The nodes of a graph, in an order in which each follows what it is computed from. */
final class Nodes {
    /** What MXNet has for an operator that hands its input on, and no gradient back. */
    static final String STOP = "BlockGrad";

    private final JsonArray nodes;
    private final JsonElement version;
    private final List<Entry> heads;

    /** An output of a node. */
    record Entry(int node, int output) {}

    Nodes(Recording recording) {
        JsonObject graph = JsonParser.parseString(recording.json()).getAsJsonObject();
        nodes = graph.getAsJsonArray("nodes");
        version = graph.get("attrs");
        heads = entries(graph, "heads");
    }

    int count() {
        return nodes.size();
    }

    /** What the graph leads to. */
    List<Entry> heads() {
        return heads;
    }

    boolean isVariable(int node) {
        return Recording.isVariable(nodes.get(node));
    }

    boolean is(String operator, int node) {
        return operator(node).equals(operator);
    }

    /** Whether no gradient goes through a node. */
    boolean stops(int node) {
        return is(STOP, node);
    }

    String operator(int node) {
        return Recording.operator(nodes.get(node));
    }

    /** All settings of an operator, as MXNet writes them; empty if it has none. */
    JsonObject attributes(int node) {
        JsonObject attributes = node(node).getAsJsonObject("attrs");
        return attributes == null ? new JsonObject() : attributes;
    }

    /** A setting of an operator, as MXNet writes it. */
    String attribute(int node, String name) {
        return attributes(node).get(name).getAsString();
    }

    /** Of a variable. */
    String name(int node) {
        return node(node).get("name").getAsString();
    }

    List<Entry> inputs(int node) {
        return entries(node(node), "inputs");
    }

    /** A description of a node that may be changed. */
    JsonObject copy(int node) {
        return node(node).deepCopy();
    }

    /** Lets gradients through where a node holds them up. */
    void open(int stop) {
        node(stop).addProperty("op", "_copy");
    }

    /** Lets an array enter instead of a node's only output; the name of the variable. */
    String enter(int node) {
        JsonObject variable = node(node);
        variable.addProperty("op", Recording.VARIABLE);
        variable.remove("attrs");
        variable.add("inputs", new JsonArray());
        return name(node);
    }

    /** How often the outputs of each node are used, by others and as heads. */
    int[] uses() {
        int[] uses = new int[count()];
        IntStream.range(0, count()).mapToObj(this::inputs).flatMap(List::stream).forEach(input -> uses[input.node()]++);
        heads().forEach(head -> uses[head.node()]++);
        return uses;
    }

    /** What leads to some entries. */
    Recording leadingTo(List<Entry> entries) {
        return graph(nodes, entries.stream().map(entry -> Assembly.entry(entry.node(), entry.output())).toList());
    }

    /** A graph of other nodes, in these one's version of MXNet's description. */
    Recording graph(JsonArray nodes, List<JsonArray> heads) {
        return Recording.of(nodes, heads, version);
    }

    /**
     * Adds to nodes what leads to one of these, of first outputs alone.
     *
     * @param leaves the indices of variables among the nodes
     * @return its index, the last
     */
    int copyWithSources(int node, JsonArray nodes, IntUnaryOperator leaves) {
        if (isVariable(node)) {
            return leaves.applyAsInt(node);
        }
        List<Integer> inputs = inputs(node).stream().map(input -> copyWithSources(input.node(), nodes, leaves)).toList();
        return operator(operator(node), attributes(node), inputs, nodes);
    }

    /** Adds a variable to nodes; its index. */
    static int variable(String name, JsonArray nodes) {
        return add(Recording.VARIABLE, name, List.of(), nodes);
    }

    /** Adds an operator to nodes, of the first outputs of others; its index. */
    static int operator(String operator, JsonObject attributes, List<Integer> inputs, JsonArray nodes) {
        int index = add(operator, operator + nodes.size(), inputs, nodes);
        nodes.get(index).getAsJsonObject().add("attrs", attributes);
        return index;
    }

    /** Adds the operator that joins arrays along the first axis. */
    static int joined(List<Integer> arrays, JsonArray nodes) {
        JsonObject settings = new JsonObject();
        settings.addProperty("dim", "0");
        settings.addProperty("num_args", String.valueOf(arrays.size()));
        return operator("Concat", settings, arrays, nodes);
    }

    private static int add(String operator, String name, List<Integer> inputs, JsonArray nodes) {
        JsonArray entries = new JsonArray();
        inputs.forEach(input -> entries.add(Assembly.entry(input, 0)));
        JsonObject node = new JsonObject();
        node.addProperty("op", operator);
        node.addProperty("name", name);
        node.add("inputs", entries);
        nodes.add(node);
        return nodes.size() - 1;
    }

    private JsonObject node(int node) {
        return nodes.get(node).getAsJsonObject();
    }

    private static List<Entry> entries(JsonObject owner, String name) {
        List<Entry> entries = new ArrayList<>();
        for (JsonElement element : owner.getAsJsonArray(name)) {
            JsonArray place = element.getAsJsonArray();
            entries.add(new Entry(place.get(0).getAsInt(), place.get(1).getAsInt()));
        }
        return entries;
    }
}
