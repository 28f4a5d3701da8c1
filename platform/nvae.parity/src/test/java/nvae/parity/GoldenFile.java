package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One golden file, {@code <name>.npz}, and what the index says of it. The arrays are read when the first case is asked for. */
final class GoldenFile {
    private final Path folder;
    private final String name;
    private final JsonObject index;
    private Map<String, NumpyArray> content;

    private record NumpyArray(Shape shape, float[] values) {}

    GoldenFile(Path folder, String name, JsonObject index) {
        this.folder = folder;
        this.name = name;
        this.index = index;
    }

    String name() {
        return name;
    }

    /** The names of its cases, in the index' order. */
    List<String> caseNames() {
        return List.copyOf(index.getAsJsonObject("cases").keySet());
    }

    /** The function that a case is about, which tells who checks it. */
    String function(String caseName) {
        return entry(caseName).get("function").getAsString();
    }

    /** One case with its arrays. */
    GoldenCase oneCase(String caseName) {
        JsonObject entry = entry(caseName);
        Map<String, GoldenArray> arrays = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> array : entry.getAsJsonObject("arrays").entrySet()) {
            arrays.put(array.getKey(), array(caseName, array.getKey(), array.getValue().getAsJsonObject()));
        }
        JsonElement hyper = entry.get("hyper");
        return new GoldenCase(
                this, caseName, function(caseName), hyper == null || hyper.isJsonNull() ? new JsonObject() : hyper.getAsJsonObject(), arrays);
    }

    private JsonObject entry(String caseName) {
        JsonObject entry = index.getAsJsonObject("cases").getAsJsonObject(caseName);
        if (entry == null) {
            throw new IllegalArgumentException(name + " has no case " + caseName + "; it has " + caseNames());
        }
        return entry;
    }

    private GoldenArray array(String caseName, String arrayName, JsonObject meta) {
        NumpyArray numbers = content().get(caseName + "/" + arrayName);
        if (numbers == null) {
            throw new IllegalStateException(folder + ": index.json names " + caseName + "/" + arrayName + ", but " + name + ".npz has no such array");
        }
        boolean result = meta.has("f64_max_abs_diff");
        double noise = result ? meta.get("f64_max_abs_diff").getAsDouble() : 0;
        double maxAbs = 0;
        for (float value : numbers.values()) {
            maxAbs = Math.max(maxAbs, Math.abs(value));
        }
        return new GoldenArray(arrayName, numbers.shape(), numbers.values(), noise, maxAbs, result || arrayName.startsWith("out."));
    }

    private Map<String, NumpyArray> content() {
        if (content == null) {
            content = read(folder.resolve(name + ".npz"));
        }
        return content;
    }

    private static Map<String, NumpyArray> read(Path npz) {
        try (NDManager manager = NDManager.newBaseManager();
                InputStream in = new BufferedInputStream(Files.newInputStream(npz))) {
            Map<String, NumpyArray> arrays = new HashMap<>();
            for (NDArray array : NDList.decode(manager, in)) {
                arrays.put(array.getName(), new NumpyArray(array.getShape(), array.toFloatArray()));
            }
            return arrays;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + npz, e);
        }
    }
}
