package nvae.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            arrays.put("weight", manager.create(new float[] {1.5f, -2, Float.MIN_VALUE, 4, 5, 6}, new Shape(2, 3)));
            arrays.put("steps", manager.create(new long[] {Long.MAX_VALUE}));
            arrays.put("scalar", manager.create(0.25f));
            Path file = folder.resolve("some.safetensors");
            Safetensors.of(arrays, Map.of("author", "me")).write(file);

            Safetensors read = Safetensors.read(file);
            assertThat(read.metadata()).containsEntry("author", "me");
            assertThat(read.tensors()).containsOnlyKeys("weight", "steps", "scalar");
            arrays.forEach((name, array) -> {
                assertThat(read.tensors().get(name).shape()).isEqualTo(array.getShape());
                assertThat(read.tensors().get(name).data()).isEqualTo(array.toByteBuffer());
            });
        }
    }

    @Test
    void theFormatIsTheOneThatOtherProgramsRead() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            Path file = folder.resolve("some.safetensors");
            Safetensors.of(Map.of("w", manager.create(new float[] {1, 2})), Map.of()).write(file);

            ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            long length = content.getLong();
            assertThat(length % 8).isZero();
            assertThat(StandardCharsets.UTF_8.decode(content.slice(8, (int) length)).toString())
                    .startsWith("{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"__metadata__\":{\"sha256\":\"");
            assertThat(content.getFloat(8 + (int) length)).isEqualTo(1);
            assertThat(content.getFloat(12 + (int) length)).isEqualTo(2);
            assertThat(content.capacity()).isEqualTo(16 + length);
        }
    }

    @Test
    void aFileOfAnotherProgramIsReadWithoutADigest() throws IOException {
        Path file = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4);
        assertThat(Safetensors.read(file).tensors()).containsOnlyKeys("a");
    }

    @Test
    void aFileCutAnywhereIsRefusedWithItsName() throws IOException {
        Path file = written();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Safetensors.read(file))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageStartingWith(file + " cannot be read: ")
                    .hasMessageContaining("delete it");
        }
    }

    @Test
    void aChangedValueIsNoticed() throws IOException {
        Path file = written();
        byte[] content = Files.readAllBytes(file);
        content[content.length - 1] ^= 1;
        Files.write(file, content);
        assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("digest");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "[]",
        "{\"a\":3}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}",
        "{\"a\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[2,2]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"x\"],\"data_offsets\":[0,4]}}",
        "not json at all"
    })
    void aHeaderThatDoesNotDescribeTheDataIsRefused(String header) throws IOException {
        Path file = file(header, 4);
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(file + " cannot be read: ");
    }

    private Path written() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            Path file = folder.resolve("written.safetensors");
            Safetensors.of(Map.of("w", manager.ones(new Shape(3))), Map.of("k", "v")).write(file);
            return file;
        }
    }

    private Path file(String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(json.length).put(json);
        return Files.write(folder.resolve("foreign.safetensors"), content.array());
    }
}
