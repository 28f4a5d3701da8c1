package nvae.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A feature extractor in MXNet's own files: the mean of each quarter of an image, times a weight. The files are what MXNet's
 * {@code Symbol.save} and {@code nd.save} write.
 */
final class MxNetExtractor {
    private static final long LIST_MAGIC = 0x112;
    private static final int ARRAY_MAGIC = 0xF993FAC9;

    private MxNetExtractor() {}

    /** Writes {@code quarters-symbol.json} and {@code quarters-0000.params}. */
    static Path write(Path folder, int side, float weight) throws IOException {
        int half = side / 2;
        Path symbol = Files.writeString(folder.resolve("quarters-symbol.json"), """
                {"nodes": [
                  {"op": "null", "name": "data", "inputs": []},
                  {"op": "Pooling", "name": "pool", "attrs": {"kernel": "(%d, %d)", "stride": "(%d, %d)", "pool_type": "avg"}, "inputs": [[0, 0, 0]]},
                  {"op": "Flatten", "name": "flat", "inputs": [[1, 0, 0]]},
                  {"op": "null", "name": "weight", "inputs": []},
                  {"op": "broadcast_mul", "name": "features", "inputs": [[2, 0, 0], [3, 0, 0]]}],
                 "arg_nodes": [0, 3], "node_row_ptr": [0, 1, 2, 3, 4, 5], "heads": [[4, 0, 0]], "attrs": {"mxnet_version": ["int", 10900]}}
                """.formatted(half, half, half, half));
        byte[] name = "arg:weight".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer parameters = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        parameters.putLong(LIST_MAGIC).putLong(0).putLong(1);
        parameters.putInt(ARRAY_MAGIC).putInt(0).putInt(2).putLong(1).putLong(1).putInt(1).putInt(0).putInt(0).putFloat(weight);
        parameters.putLong(1).putLong(name.length).put(name).flip();
        byte[] bytes = new byte[parameters.remaining()];
        parameters.get(bytes);
        Files.write(folder.resolve("quarters-0000.params"), bytes);
        return symbol;
    }
}
