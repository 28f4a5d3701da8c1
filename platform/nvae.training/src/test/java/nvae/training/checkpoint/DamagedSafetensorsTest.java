package nvae.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import nvae.testkit.DamagedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a safetensors file, it is read or refused in words. */
class DamagedSafetensorsTest {
    private static final int INPUTS = 750;

    @TempDir
    private Path folder;

    @Test
    void oneOfThisProgram() throws IOException {
        Path file = folder.resolve("some.safetensors");
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        tensors.put("weight", new Safetensors.Tensor(DataType.FLOAT32, new Shape(3, 4), ByteBuffer.allocate(48)));
        tensors.put("steps", new Safetensors.Tensor(DataType.INT64, new Shape(), ByteBuffer.allocate(8)));
        new Safetensors(Map.of("author", "me"), tensors).write(file);
        assertThat(give(file)).isBetween(INPUTS / 4, INPUTS);
    }

    @Test
    void oneOfAnotherProgramWhichNamesNoDigest() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[24,26]}}";
        ByteBuffer whole = ByteBuffer.allocate(8 + header.length() + 26).order(ByteOrder.LITTLE_ENDIAN);
        whole.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        assertThat(give(Files.write(folder.resolve("some.safetensors"), whole.array()))).isBetween(INPUTS / 4, INPUTS);
    }

    private static int give(Path file) throws IOException {
        return DamagedFiles.give(Files.readAllBytes(file), INPUTS, content -> {
            Files.write(file, content);
            try {
                Safetensors.read(file);
                return true;
            } catch (CheckpointException e) {
                assertThat(e).hasMessageStartingWith(file + " cannot be read: ");
                return false;
            }
        });
    }
}
