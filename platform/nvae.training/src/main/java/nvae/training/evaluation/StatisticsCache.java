package nvae.training.evaluation;

import ai.djl.ndarray.NDArray;
import com.google.gson.Gson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nvae.api.data.ImagesDigest;
import nvae.training.checkpoint.CheckpointException;
import nvae.training.checkpoint.Checkpoints;
import nvae.training.checkpoint.Safetensors;

/**
 * Batch-norm statistics that were readjusted for sampling, one safetensors file for each way of doing it, so that it is done once.
 *
 * @param folder of the files; made when the first is written
 * @param checkpoint digest of the check-point that they belong to
 */
public record StatisticsCache(Path folder, String checkpoint) {
    private static final String KEY = "nvae.statistics";
    private static final String SPOILT = "nvae.spoilt";
    private static final Gson GSON = new Gson();

    /**
     * All that statistics depend on, beside the check-point.
     *
     * @param batches that were drawn
     * @param batchSize images of each
     * @param temperatures of every group, top-down
     * @param seed of the noise
     */
    public record Key(int batches, int batchSize, List<Float> temperatures, long seed) {}

    /** A key as it stands in the file. */
    private record Entry(String checkpoint, Key key) {}

    /**
     * Copies what was kept into these arrays.
     *
     * @return how many batches did not count, or nothing if nothing usable is there; no array is changed then
     */
    Optional<Integer> read(Key key, Map<String, NDArray> arrays) throws IOException {
        Path file = file(key);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Safetensors kept = Safetensors.read(file);
            if (!text(key).equals(kept.metadata().get(KEY))) {
                return Optional.empty();
            }
            Checkpoints.copy(file, kept, arrays);
            return Optional.of(Integer.valueOf(kept.metadata().getOrDefault(SPOILT, "0")));
        } catch (CheckpointException | NumberFormatException damaged) {
            // It is only a cache: what cannot be read is made anew.
            return Optional.empty();
        }
    }

    /** Keeps these arrays. */
    void write(Key key, Map<String, NDArray> arrays, int spoilt) throws IOException {
        Files.createDirectories(folder);
        Safetensors.of(arrays, Map.of(KEY, text(key), SPOILT, String.valueOf(spoilt))).write(file(key));
    }

    private Path file(Key key) {
        byte[] digest = ImagesDigest.sha256().digest(text(key).getBytes(StandardCharsets.UTF_8));
        return folder.resolve(HexFormat.of().formatHex(digest, 0, 8) + ".safetensors");
    }

    private String text(Key key) {
        return GSON.toJson(new Entry(checkpoint, key));
    }
}
