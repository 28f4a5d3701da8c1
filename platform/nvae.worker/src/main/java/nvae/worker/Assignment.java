package nvae.worker;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a host asks of a worker: the content of {@code trial.json}, or of a file of its own for the use of a trained model.
 *
 * @param trial the trial's id
 * @param variant the variant's label
 * @param seed of data order, initial weights and noise
 * @param configuration the resolved configuration
 * @param bundles the bundles of this process, with their digests
 * @param engine {@code mxnet} or {@code pytorch}
 * @param device {@code auto}, {@code cpu} or {@code gpu}
 * @param threads compute threads that the host gave this process
 * @param folder the trial's run folder, from the folder of this file; that folder itself if nothing is said
 * @param arguments what the mode needs beside
 */
record Assignment(
        String trial, String variant, long seed, Mode mode, Map<String, Object> configuration, List<BundleDigest> bundles,
        String engine, String device, int threads, String folder, Map<String, Object> arguments) {

    private static final Gson GSON = new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE).create();

    /** What a worker can be asked to do. */
    enum Mode {
        /** Train to the end, from the last check-point if there is one. */
        @SerializedName("train")
        TRAIN,
        /** Compose the model, time a few steps, stop. */
        @SerializedName("measure")
        MEASURE,
        /** Compose the model, or cells of it, and time them thoroughly. */
        @SerializedName("bench")
        BENCH,
        /** Do one task with the trained model. */
        @SerializedName("use")
        USE
    }

    /** One bundle of this process. */
    record BundleDigest(String symbolicName, String version, String sha256, String file) {}

    /**
     * Reads a trial's file.
     *
     * @throws IllegalArgumentException if it is no trial; the message says what is missing
     */
    static Assignment read(Path trialJson) throws IOException {
        Assignment read;
        try {
            read = GSON.fromJson(Files.readString(trialJson), Assignment.class);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(trialJson + " is no trial: it is no JSON object with a trial's keys", e);
        }
        if (read == null || read.trial == null || read.mode == null || read.configuration == null) {
            throw new IllegalArgumentException(trialJson + " is no trial: it needs trial, mode and configuration");
        }
        return read.complete();
    }

    private Assignment complete() {
        return new Assignment(
                trial,
                variant == null ? "" : variant,
                seed,
                mode,
                configuration,
                bundles == null ? List.of() : bundles,
                engine == null ? "mxnet" : engine,
                device == null ? "auto" : device,
                threads,
                folder == null ? "" : folder,
                arguments == null ? Map.of() : arguments);
    }
}
