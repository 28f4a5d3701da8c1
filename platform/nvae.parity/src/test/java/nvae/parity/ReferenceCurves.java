package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.data.Dataset;
import nvae.api.data.DatasetType;
import nvae.api.data.ImageArray;
import nvae.api.data.ImageSet;
import nvae.api.data.MemoryDataset;
import nvae.api.part.Options;
import nvae.api.part.Parts;
import nvae.testkit.ClassPathParts;

/**
 * A training run of the reference: how it was set up, where it started, and how its test NELBO fell.
 *
 * @param folder the golden folder {@code curves}
 * @param seed which of the recorded runs
 */
record ReferenceCurves(Path folder, int seed) {
    private static final int BLACK_AND_WHITE = 255;

    /** Test NELBO after so many epochs, in nats per image. */
    record Evaluation(long epochs, double nelbo) {}

    /** The reference's evaluations, the one before the first step included. */
    List<Evaluation> evaluations() throws IOException {
        return Files.readAllLines(folder.resolve("eval_seed" + seed + ".csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(fields -> new Evaluation(Long.parseLong(fields[1]), Double.parseDouble(fields[2])))
                .toList();
    }

    /** The reference's set-up as a configuration of the workbench. */
    Map<String, Object> configuration() throws IOException {
        JsonObject summary = JsonParser.parseString(Files.readString(folder.resolve("summary_seed" + seed + ".json"))).getAsJsonObject();
        JsonObject arguments = summary.getAsJsonObject("hp");
        double lambda = arguments.get("weight_decay_norm").getAsDouble();
        Map<String, Object> training = new LinkedHashMap<>();
        training.put("epochs", arguments.get("epochs").getAsInt());
        training.put("batchSize", arguments.get("batch_size").getAsInt());
        training.put("learningRate", arguments.get("learning_rate").getAsDouble());
        training.put("learningRateMin", arguments.get("learning_rate_min").getAsDouble());
        training.put("warmupEpochs", arguments.get("warmup_epochs").getAsInt());
        training.put("checkpointEvery", 0);
        return Map.of(
                "model", new ReferenceArchitecture(arguments).model(),
                "dataset", "fashion-mnist-of-the-reference",
                "data", Map.of("pad", 2, "binarize", true, "trainImages", summary.get("n_train").getAsInt()),
                "training", training,
                "regularizers", Map.of("spectral", Map.of("coefficient", lambda), "batch-norm-scale", Map.of("coefficient", lambda)),
                "kl", Map.of(
                        "name", "balanced", "annealPortion", arguments.get("kl_anneal_portion").getAsDouble(),
                        "constPortion", arguments.get("kl_const_portion").getAsDouble(),
                        "minimum", arguments.get("kl_const_coeff").getAsDouble()),
                "optimizer", Map.of("name", "adamax", "weightDecay", arguments.get("weight_decay").getAsDouble()),
                "evaluation", Map.of("samples", 0));
    }

    /** The initial weights in the reference's order; only the first seed has them. */
    NDList initialWeights(NDManager manager) throws IOException {
        return read(manager, "init_seed" + seed + ".npz");
    }

    /**
     * The parts of the class path, and as the only dataset what the reference trained and tested on.
     *
     * @param trainingFiles folder of Fashion-MNIST's IDX files
     */
    Parts parts(Path trainingFiles) {
        Parts parts = new ClassPathParts();
        return new Parts() {
            @Override
            public <T> T get(Class<T> type, String kind, String name) {
                return kind.equals(DatasetType.KIND) ? type.cast((DatasetType) options -> dataset(parts, trainingFiles)) : parts.get(type, kind, name);
            }
        };
    }

    private Dataset dataset(Parts parts, Path trainingFiles) throws IOException {
        Options files = Options.of("folder", trainingFiles.toString());
        ImageSet training = parts.get(DatasetType.class, DatasetType.KIND, "idx").open(files).train();
        int imageSize = training.channels() * training.height() * training.width();
        byte[] pixels = new byte[training.size() * imageSize];
        for (int i = 0; i < training.size(); i++) {
            training.read(i, pixels, i * imageSize);
        }
        return new MemoryDataset(new ImageArray(pixels, training.channels(), training.height(), training.width()), testImages(training));
    }

    /** The binarized test images: their pixels, 0 and 255, stay what they are when they are binarized again. */
    private ImageArray testImages(ImageSet like) throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray padded = read(manager, "test500_binarised.npz").singletonOrThrow();
            int size = (int) padded.getShape().get(2);
            int pad = (size - like.height()) / 2;
            float[] values = padded.toFloatArray();
            int images = values.length / (size * size);
            byte[] pixels = new byte[images * like.height() * like.width()];
            int next = 0;
            for (int image = 0; image < images; image++) {
                for (int y = pad; y < size - pad; y++) {
                    for (int x = pad; x < size - pad; x++) {
                        pixels[next++] = (byte) (BLACK_AND_WHITE * values[(image * size + y) * size + x]);
                    }
                }
            }
            return new ImageArray(pixels, 1, like.height(), like.width());
        }
    }

    private NDList read(NDManager manager, String file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(folder.resolve(file)))) {
            return NDList.decode(manager, in);
        }
    }
}
