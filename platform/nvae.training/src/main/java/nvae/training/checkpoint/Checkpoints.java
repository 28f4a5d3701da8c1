package nvae.training.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import nvae.api.tensor.Tensors;

/**
 * The check-points of one trial, each one safetensors file that is complete in itself, and beside it the same state as JSON for people
 * and other programs.
 *
 * @param folder the trial's run folder
 * @param trial the trial's id
 */
public record Checkpoints(Path folder, String trial) {
    /** The newest one, from which a stopped run goes on. */
    public static final String LAST = "last";

    /** The one with the lowest test NELBO. */
    public static final String BEST = "best";

    private static final String STATE = "nvae.state";
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeSpecialFloatingPointValues().create();

    /**
     * Replaces the check-point of this name as a whole.
     *
     * @throws NotFiniteException if an array holds a value that is not finite; the old check-point stays
     */
    public void save(String name, Map<String, NDArray> arrays, CheckpointState state) throws IOException {
        String json = GSON.toJson(state);
        Safetensors content = Safetensors.of(arrays, Map.of(STATE, json));
        for (Map.Entry<String, Safetensors.Tensor> entry : content.tensors().entrySet()) {
            if (!isFinite(entry.getValue())) {
                throw new NotFiniteException("no check-point is written after step %d, because '%s' holds values that are not finite"
                        .formatted(state.step(), entry.getKey()));
            }
        }
        content.write(file(name));
        AtomicFile.write(folder.resolve(name + ".json"), json + "\n");
    }

    /**
     * Copies a check-point's values into these arrays.
     *
     * @return the check-point's state, or nothing if there is no check-point of this name
     * @throws CheckpointException if it is cut, of another trial, or of another model; no array is changed then
     */
    public Optional<CheckpointState> restore(String name, Map<String, NDArray> arrays) throws IOException {
        Path file = file(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Safetensors content = Safetensors.read(file);
        CheckpointState state = state(file, content);
        if (!state.trial().equals(trial)) {
            throw new CheckpointException("%s belongs to trial %s, not to %s; use another run folder, or delete the file"
                    .formatted(file, state.trial(), trial));
        }
        copy(file, content, arrays);
        return Optional.of(state);
    }

    /** The digest of what the check-point of this name holds; empty if there is none, or the file does not say. */
    public Optional<String> digest(String name) throws IOException {
        return Files.exists(file(name)) ? Safetensors.read(file(name)).digest() : Optional.empty();
    }

    /**
     * Copies a file's values into these arrays.
     *
     * @param file named in errors
     * @throws CheckpointException if it has other arrays than these; none is changed then
     */
    public static void copy(Path file, Safetensors content, Map<String, NDArray> arrays) throws CheckpointException {
        requireSameArrays(file, content.tensors(), arrays);
        arrays.forEach((key, array) -> Tensors.set(array, floats(content.tensors().get(key).data())));
    }

    /** What a check-point holds is all of type float32. */
    private static float[] floats(ByteBuffer data) {
        FloatBuffer buffer = data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static CheckpointState state(Path file, Safetensors content) throws CheckpointException {
        String json = content.metadata().get(STATE);
        if (json != null) {
            try {
                return GSON.fromJson(json, CheckpointState.class);
            } catch (JsonParseException e) {
                // Falls through to the same message: whoever wrote it, it was not this program.
            }
        }
        throw new CheckpointException("%s is a safetensors file, but no check-point of this program: it has no readable '%s'"
                .formatted(file, STATE));
    }

    private static void requireSameArrays(Path file, Map<String, Safetensors.Tensor> saved, Map<String, NDArray> arrays)
            throws CheckpointException {
        if (!saved.keySet().equals(arrays.keySet())) {
            TreeSet<String> missing = new TreeSet<>(arrays.keySet());
            missing.removeAll(saved.keySet());
            TreeSet<String> unknown = new TreeSet<>(saved.keySet());
            unknown.removeAll(arrays.keySet());
            throw new CheckpointException("%s is of another model: it lacks %d arrays %s and has %d that are not wanted %s"
                    .formatted(file, missing.size(), few(missing), unknown.size(), few(unknown)));
        }
        for (Map.Entry<String, NDArray> entry : arrays.entrySet()) {
            Safetensors.Tensor tensor = saved.get(entry.getKey());
            NDArray array = entry.getValue();
            if (!tensor.shape().equals(array.getShape()) || tensor.type() != array.getDataType()) {
                throw new CheckpointException("%s is of another model: '%s' is %s %s there, but %s %s is wanted"
                        .formatted(file, entry.getKey(), tensor.type(), tensor.shape(), array.getDataType(), array.getShape()));
            }
        }
    }

    private static List<String> few(TreeSet<String> names) {
        return names.stream().limit(3).toList();
    }

    private static boolean isFinite(Safetensors.Tensor tensor) {
        if (tensor.type() != DataType.FLOAT32) {
            return true;
        }
        FloatBuffer values = tensor.data().asFloatBuffer();
        while (values.hasRemaining()) {
            if (!Float.isFinite(values.get())) {
                return false;
            }
        }
        return true;
    }

    private Path file(String name) {
        return folder.resolve(name + ".safetensors");
    }
}
