package nvae.training.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nvae.api.data.ImagesDigest;

/**
 * The content of a safetensors file: eight bytes with the header's length, a JSON header, little-endian data
 * (https://github.com/huggingface/safetensors). Reading is strict: every byte of the data belongs to exactly one tensor, and a file that
 * this class wrote is checked against the digest of its data.
 *
 * @param metadata free text by name
 * @param tensors tensors by name, in the order of their data
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    private static final String METADATA = "__metadata__";
    private static final String DIGEST = "sha256";
    private static final int ALIGNMENT = 8;
    private static final Map<String, DataType> TYPES = Map.of(
            "F32", DataType.FLOAT32, "F64", DataType.FLOAT64, "I32", DataType.INT32, "I64", DataType.INT64, "U8", DataType.UINT8);
    private static final Gson GSON = new Gson();

    /** What the header says of one tensor; the names are the format's. */
    private record Description(String dtype, long[] shape, @SerializedName("data_offsets") long[] offsets) {

        boolean isComplete() {
            return dtype != null && shape != null && offsets != null && offsets.length == 2;
        }

        /** How many elements there are; -1 if the sizes are no sizes, or their product is no number of elements. */
        long elements() {
            long product = 1;
            for (long size : shape) {
                if (size < 0 || size > 0 && product > Integer.MAX_VALUE / size) {
                    return -1;
                }
                product *= size;
            }
            return product;
        }

        long begin() {
            return offsets[0];
        }

        long end() {
            return offsets[1];
        }
    }

    /** One array on the Java heap, little-endian. */
    public record Tensor(DataType type, Shape shape, ByteBuffer data) {

        static Tensor of(NDArray array) {
            return new Tensor(array.getDataType(), array.getShape(), array.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN));
        }

        /** A view of the data from its start on. */
        @Override
        public ByteBuffer data() {
            return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Reads arrays from their device. */
    public static Safetensors of(Map<String, NDArray> arrays, Map<String, String> metadata) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        arrays.forEach((name, array) -> tensors.put(name, Tensor.of(array)));
        return new Safetensors(metadata, tensors);
    }

    /** Replaces the file as a whole. */
    public void write(Path file) throws IOException {
        JsonObject header = new JsonObject();
        JsonObject text = new JsonObject();
        metadata.forEach(text::addProperty);
        MessageDigest digest = ImagesDigest.sha256();
        List<ByteBuffer> parts = new ArrayList<>();
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            long end = offset + tensor.data().remaining();
            Description description = new Description(name(tensor.type()), tensor.shape().getShape(), new long[] {offset, end});
            header.add(entry.getKey(), GSON.toJsonTree(description));
            digest.update(tensor.data());
            parts.add(tensor.data());
            offset = end;
        }
        text.addProperty(DIGEST, HexFormat.of().formatHex(digest.digest()));
        header.add(METADATA, text);
        parts.add(0, encoded(header));
        AtomicFile.write(file, parts);
    }

    private static ByteBuffer encoded(JsonObject header) {
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(padded).put(json);
        while (start.hasRemaining()) {
            start.put((byte) ' ');
        }
        return start.flip();
    }

    /**
     * Reads a file.
     *
     * @throws CheckpointException if it is cut, changed, or no safetensors file
     */
    public static Safetensors read(Path file) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (content.remaining() < Long.BYTES) {
            throw bad(file, "it is cut: only %d bytes".formatted(content.remaining()));
        }
        long headerLength = content.getLong();
        if (headerLength < 2 || headerLength > content.remaining()) {
            throw bad(file, "its first 8 bytes promise a header of %d bytes, but %d follow".formatted(headerLength, content.remaining()));
        }
        byte[] json = new byte[(int) headerLength];
        content.get(json);
        ByteBuffer data = content.slice().order(ByteOrder.LITTLE_ENDIAN);
        try {
            JsonObject header = JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
            Safetensors read = new Safetensors(metadata(header), tensors(file, header, data));
            String digest = read.metadata.get(DIGEST);
            if (digest != null && !digest.equals(sha256(data))) {
                throw bad(file, "its data do not have the digest that it names");
            }
            return read;
        } catch (JsonParseException | IllegalArgumentException | IllegalStateException | UnsupportedOperationException e) {
            throw bad(file, "its header is not the JSON of a safetensors file");
        }
    }

    private static Map<String, String> metadata(JsonObject header) {
        Map<String, String> metadata = new LinkedHashMap<>();
        JsonElement text = header.remove(METADATA);
        if (text != null) {
            text.getAsJsonObject().entrySet().forEach(entry -> metadata.put(entry.getKey(), entry.getValue().getAsString()));
        }
        return metadata;
    }

    private static Map<String, Tensor> tensors(Path file, JsonObject header, ByteBuffer data) throws CheckpointException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        long expected = 0;
        for (Map.Entry<String, Description> entry : inOrderOfData(file, header)) {
            String name = entry.getKey();
            Description description = entry.getValue();
            DataType type = TYPES.get(description.dtype());
            if (type == null) {
                throw bad(file, "tensor '%s' has the type %s".formatted(name, description.dtype()));
            }
            long length = description.end() - description.begin();
            if (description.begin() != expected || description.elements() < 0 || length != description.elements() * type.getNumOfBytes()) {
                throw bad(file, "tensor '%s' %s does not fit its bytes %d to %d"
                        .formatted(name, Arrays.toString(description.shape()), description.begin(), description.end()));
            }
            if (description.end() > data.capacity()) {
                throw bad(file, "it is cut: tensor '%s' should end at byte %d of the data, which have %d"
                        .formatted(name, description.end(), data.capacity()));
            }
            tensors.put(name, new Tensor(type, new Shape(description.shape()), data.slice((int) expected, (int) length)));
            expected = description.end();
        }
        if (expected != data.capacity()) {
            throw bad(file, "%d bytes follow its last tensor".formatted(data.capacity() - expected));
        }
        return tensors;
    }

    private static List<Map.Entry<String, Description>> inOrderOfData(Path file, JsonObject header) throws CheckpointException {
        List<Map.Entry<String, Description>> entries = new ArrayList<>();
        for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
            Description description = GSON.fromJson(entry.getValue(), Description.class);
            if (description == null || !description.isComplete()) {
                throw bad(file, "tensor '%s' is not described completely".formatted(entry.getKey()));
            }
            entries.add(Map.entry(entry.getKey(), description));
        }
        entries.sort(Comparator.comparingLong(entry -> entry.getValue().begin()));
        return entries;
    }

    private static String name(DataType type) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a check-point holds no arrays of type " + type));
    }

    /** The digest of the data, as hexadecimal digits; empty if whoever wrote the file left it out. */
    public Optional<String> digest() {
        return Optional.ofNullable(metadata.get(DIGEST));
    }

    private static String sha256(ByteBuffer data) {
        MessageDigest digest = ImagesDigest.sha256();
        digest.update(data.duplicate());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static CheckpointException bad(Path file, String what) {
        return new CheckpointException("%s cannot be read: %s; delete it to start this trial anew, or put the right file there"
                .formatted(file, what));
    }
}
