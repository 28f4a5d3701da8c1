package nvae.training.graph;

import ai.djl.engine.EngineException;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.mxnet.jna.LibUtils;
import ai.djl.mxnet.jna.MxnetLibrary;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What MXNet has recorded on the way to some arrays, as a description that outlives them.
 *
 * @param json MXNet's own description of the graph
 * @param variables names of what enters, in the order in which the graph takes it
 */
record Recording(String json, List<String> variables) {
    static final MxnetLibrary MXNET = LibUtils.loadLibrary();
    /** What MXNet has for the operator of what enters. */
    static final String VARIABLE = "null";

    /** The record that leads to these arrays; every one has a part in it. */
    static Recording of(NDList outputs) {
        Pointer[] symbols = new Pointer[outputs.size()];
        try {
            for (int i = 0; i < symbols.length; i++) {
                symbols[i] = JnaUtils.autogradGetSymbol(outputs.get(i));
            }
            return of(symbols);
        } finally {
            for (Pointer symbol : symbols) {
                if (symbol != null) {
                    JnaUtils.freeSymbol(symbol);
                }
            }
        }
    }

    private static Recording of(Pointer[] symbols) {
        try (Memory all = pointers(symbols)) {
            PointerByReference list = new PointerByReference();
            list.setPointer(all);
            PointerByReference group = new PointerByReference();
            JnaUtils.checkCall(MXNET.MXSymbolCreateGroup(symbols.length, list, group));
            try {
                return new Recording(JnaUtils.getSymbolString(group.getValue()), List.of(JnaUtils.listSymbolNames(group.getValue())));
            } finally {
                JnaUtils.freeSymbol(group.getValue());
            }
        }
    }

    /** Pointers side by side, as MXNet takes a list. */
    static Memory pointers(Pointer... pointers) {
        Memory all = new Memory((long) Native.POINTER_SIZE * pointers.length);
        all.write(0, pointers, 0, pointers.length);
        return all;
    }

    /** What MXNet makes of a description: what does not lead to its end is left out, and what enters has MXNet's order. */
    static Recording of(String json) {
        Pointer symbol = JnaUtils.createSymbolFromString(json);
        try {
            return new Recording(JnaUtils.getSymbolString(symbol), List.of(JnaUtils.listSymbolNames(symbol)));
        } finally {
            JnaUtils.freeSymbol(symbol);
        }
    }

    /**
     * The same of nodes, as MXNet describes them.
     *
     * @param heads entries that the graph leads to
     * @param version of MXNet's that described the nodes
     */
    static Recording of(JsonArray nodes, List<JsonArray> heads, JsonElement version) {
        JsonArray variables = new JsonArray();
        IntStream.range(0, nodes.size()).filter(node -> isVariable(nodes.get(node))).forEach(variables::add);
        JsonArray ends = new JsonArray();
        heads.forEach(ends::add);
        JsonObject graph = new JsonObject();
        graph.add("nodes", nodes);
        graph.add("arg_nodes", variables);
        graph.add("heads", ends);
        graph.add("attrs", version);
        return of(graph.toString());
    }

    /** The name of an array in the record: its own if it enters, that of the operation that made it otherwise; empty if it has no part. */
    static Optional<String> nameOf(NDArray array) {
        return fromSymbol(array, symbol -> JnaUtils.listSymbolOutputs(symbol)[0]);
    }

    /** Whether an array enters the record: an operation may read it, and none made it. */
    static boolean isRead(NDArray array) {
        return fromSymbol(array, Recording::enters).orElse(false);
    }

    /** Whether an operation of the record made an array. */
    static boolean isMade(NDArray array) {
        return fromSymbol(array, symbol -> !enters(symbol)).orElse(false);
    }

    private static boolean enters(Pointer symbol) {
        String[] name = new String[1];
        JnaUtils.checkCall(MXNET.MXSymbolGetName(symbol, name, IntBuffer.allocate(1)));
        return JnaUtils.listSymbolOutputs(symbol)[0].equals(name[0]);
    }

    /** What is asked of an array's place in the record; empty if it has no part in it. */
    private static <T> Optional<T> fromSymbol(NDArray array, Function<Pointer, T> question) {
        Pointer symbol;
        try {
            symbol = JnaUtils.autogradGetSymbol(array);
        } catch (EngineException notRecorded) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.apply(symbol));
        } finally {
            JnaUtils.freeSymbol(symbol);
        }
    }

    /**
     * The sizes of what the graph gives, in numbers.
     *
     * @param shapes of what enters, by name
     */
    List<Long> sizes(Function<String, Shape> shapes) {
        List<long[]> entering = variables.stream().map(variable -> shapes.apply(variable).getShape()).toList();
        int[] begins = new int[entering.size() + 1];
        for (int i = 0; i < entering.size(); i++) {
            begins[i + 1] = begins[i] + entering.get(i).length;
        }
        int[] dimensions = entering.stream().flatMapToLong(Arrays::stream).mapToInt(Math::toIntExact).toArray();
        IntBuffer count = IntBuffer.allocate(1);
        IntBuffer other = IntBuffer.allocate(1);
        PointerByReference ranks = new PointerByReference();
        PointerByReference found = new PointerByReference();
        PointerByReference unused = new PointerByReference();
        Pointer symbol = JnaUtils.createSymbolFromString(json);
        try {
            JnaUtils.checkCall(MXNET.MXSymbolInferShapeEx(
                    symbol, entering.size(), variables.toArray(String[]::new), begins, dimensions, other, unused, unused, count, ranks, found,
                    other, unused, unused, other));
            List<Long> sizes = new ArrayList<>();
            for (int i = 0; i < count.get(0); i++) {
                int rank = ranks.getValue().getInt((long) Integer.BYTES * i);
                int[] shape = found.getValue().getPointer((long) Native.POINTER_SIZE * i).getIntArray(0, rank);
                sizes.add(Arrays.stream(shape).asLongStream().reduce(1, (one, two) -> one * two));
            }
            return sizes;
        } finally {
            JnaUtils.freeSymbol(symbol);
        }
    }

    /** The description without names, which differ from record to record. */
    String structure() {
        return json.replaceAll("\"name\": \"[^\"]*\"", "\"name\": \"\"");
    }

    /** How many operators it has. */
    int operators() {
        return (int) nodes().asList().stream().filter(node -> !isVariable(node)).count();
    }

    /** The operator that first reads a variable, for messages. */
    String readerOf(String variable) {
        JsonArray nodes = nodes();
        for (JsonElement node : nodes) {
            for (JsonElement input : node.getAsJsonObject().getAsJsonArray("inputs")) {
                JsonObject read = nodes.get(input.getAsJsonArray().get(0).getAsInt()).getAsJsonObject();
                if (read.get("name").getAsString().equals(variable)) {
                    return operator(node);
                }
            }
        }
        return "none";
    }

    /** The first operator in which two records differ, for messages. */
    String firstDifference(Recording other) {
        JsonArray mine = nodes();
        JsonArray theirs = other.nodes();
        for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
            if (!operator(mine.get(i)).equals(operator(theirs.get(i))) || !attributes(mine.get(i)).equals(attributes(theirs.get(i)))) {
                return operator(theirs.get(i)) + attributes(theirs.get(i)) + " after " + operator(mine.get(i)) + attributes(mine.get(i));
            }
        }
        return mine.size() + " and " + theirs.size() + " nodes";
    }

    private JsonArray nodes() {
        return JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("nodes");
    }

    /** Whether a node enters. */
    static boolean isVariable(JsonElement node) {
        return operator(node).equals(VARIABLE);
    }

    /** What a node does; {@link #VARIABLE} if it enters. */
    static String operator(JsonElement node) {
        return node.getAsJsonObject().get("op").getAsString();
    }

    private static String attributes(JsonElement node) {
        JsonElement attributes = node.getAsJsonObject().get("attrs");
        return attributes == null ? "" : attributes.toString();
    }
}
