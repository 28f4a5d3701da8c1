package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * One golden case: what was called, with which hyper-parameters, on which arrays, with which results.
 *
 * @param file the file it stands in, which also holds its siblings
 * @param name the case's name in the file
 * @param function the reference's function, as the index spells it
 * @param hyper the hyper-parameters
 * @param arrays inputs and results by name, in the file's order
 */
record GoldenCase(GoldenFile file, String name, String function, JsonObject hyper, Map<String, GoldenArray> arrays) {
    /** One array. */
    GoldenArray array(String arrayName) {
        GoldenArray array = arrays.get(arrayName);
        if (array == null) {
            throw new IllegalArgumentException(this + " has no array " + arrayName + "; it has " + arrays.keySet());
        }
        return array;
    }

    /** One array as a tensor of this manager. */
    NDArray array(String arrayName, NDManager manager) {
        return array(arrayName).in(manager);
    }

    /** The arrays whose names start so, in the file's order. */
    List<GoldenArray> startingWith(String prefix) {
        return arrays.values().stream().filter(array -> array.name().startsWith(prefix)).toList();
    }

    /** Whether there is an array of this name. */
    boolean has(String arrayName) {
        return arrays.containsKey(arrayName);
    }

    int integer(String hyperParameter) {
        return hyperParameter(hyperParameter).getAsInt();
    }

    double number(String hyperParameter) {
        return hyperParameter(hyperParameter).getAsDouble();
    }

    boolean flag(String hyperParameter) {
        return hyperParameter(hyperParameter).getAsBoolean();
    }

    String text(String hyperParameter) {
        return hyperParameter(hyperParameter).getAsString();
    }

    private JsonElement hyperParameter(String hyperParameter) {
        JsonElement value = hyper.get(hyperParameter);
        if (value == null) {
            throw new IllegalArgumentException(this + " has no hyper-parameter " + hyperParameter + "; it has " + hyper.keySet());
        }
        return value;
    }

    /** Another case of the same file. */
    GoldenCase sibling(String caseName) {
        return file.oneCase(caseName);
    }

    @Override
    public String toString() {
        return file.name() + "/" + name;
    }
}
