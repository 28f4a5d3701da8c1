package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph that is put together from records of its pieces, each of which may be forgotten once it is added. MXNet gives every operation and
 * every array that enters a name of its own in the process, so what two pieces share is found by its name.
 */
final class Assembly {
    private final JsonArray nodes = new JsonArray();
    /** The first entry of every node, and what arrays that were cut stand for, by name. */
    private final Map<String, JsonArray> firsts = new HashMap<>();
    private JsonElement version;

    /**
     * Adds what leads to some arrays.
     *
     * @param outputs every one has a part in the record
     * @return an entry of the graph for each
     */
    List<JsonArray> add(NDList outputs) {
        JsonObject piece = JsonParser.parseString(Recording.of(outputs).json()).getAsJsonObject();
        version = piece.get("attrs");
        List<JsonArray> ofPiece = new ArrayList<>();
        for (JsonElement element : piece.getAsJsonArray("nodes")) {
            ofPiece.add(first(element.getAsJsonObject(), ofPiece));
        }
        List<JsonArray> entries = new ArrayList<>();
        piece.getAsJsonArray("heads").forEach(head -> entries.add(entry(head, ofPiece)));
        return entries;
    }

    /** From here on, an array that enters stands for an entry, whose record has been added. */
    void cut(NDArray array, JsonArray entry) {
        firsts.put(Recording.nameOf(array).orElseThrow(), entry);
    }

    /** The whole graph, which leads to these entries. */
    Recording whole(List<JsonArray> entries) {
        return Recording.of(nodes, entries, version);
    }

    /** Takes in a piece's node and gives its first entry; {@code before} has those of the piece's nodes before it. */
    private JsonArray first(JsonObject node, List<JsonArray> before) {
        return firsts.computeIfAbsent(node.get("name").getAsString(), added -> {
            JsonArray inputs = new JsonArray();
            node.getAsJsonArray("inputs").forEach(input -> inputs.add(entry(input, before)));
            node.add("inputs", inputs);
            nodes.add(node);
            return entry(nodes.size() - 1, 0);
        });
    }

    /** What is the entry (node, output, version) of a piece is this one of the whole. */
    private static JsonArray entry(JsonElement ofPiece, List<JsonArray> firsts) {
        JsonArray place = ofPiece.getAsJsonArray();
        JsonArray first = firsts.get(place.get(0).getAsInt());
        int output = place.get(1).getAsInt();
        return output == 0 ? first : entry(first.get(0).getAsInt(), output);
    }

    /** The first version of a node's output, as MXNet describes it. */
    static JsonArray entry(int node, int output) {
        JsonArray entry = new JsonArray();
        entry.add(node);
        entry.add(output);
        entry.add(0);
        return entry;
    }
}
