package nvae.training.fid;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import nvae.api.data.ImagesDigest;
import nvae.api.tensor.Tensors;
import nvae.training.fid.Preparation.Pixels;

/**
 * A network in a file that turns images into feature vectors: TorchScript ({@code .pt}) on PyTorch, MXNet's symbol and parameters
 * ({@code NAME-symbol.json} beside {@code NAME-0000.params}) on MXNet, or ONNX ({@code .onnx}) on ONNX Runtime. It takes one array
 * [N,C,H,W]; its first output, [N,...], is flattened to vectors.
 */
public final class FeatureExtractor implements AutoCloseable {
    private static final String MXNET = "MXNet";
    private static final String ONNX = "OnnxRuntime";
    private static final String SYMBOL = "-symbol.json";

    private final Path file;
    private final String digest;
    private final Model model;
    private final Predictor<Pixels, float[][]> predictor;

    private FeatureExtractor(Path file, String digest, Model model, Predictor<Pixels, float[][]> predictor) {
        this.file = file;
        this.digest = digest;
        this.model = model;
        this.predictor = predictor;
    }

    /**
     * Loads a network.
     *
     * @param engine that can read the file
     * @throws IOException if the file, or one that belongs to it, is missing or cannot be read; the message names it
     */
    public static FeatureExtractor open(Path file, Engine engine, Device device) throws IOException {
        Path absolute = file.toAbsolutePath();
        List<Path> files = files(absolute, engine);
        String name = absolute.getFileName().toString();
        Model model = Model.newInstance("feature-extractor", device, engine.getEngineName());
        try {
            model.load(absolute.getParent(), name.endsWith(SYMBOL) ? name.substring(0, name.length() - SYMBOL.length()) : name);
            return new FeatureExtractor(absolute, digest(files), model, model.newPredictor(new Features(engine.getEngineName())));
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw new IOException(file + " is no network that " + engine.getEngineName() + " can read (" + e.getMessage() + ")", e);
        }
    }

    private static List<Path> files(Path file, Engine engine) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("no feature extractor " + file);
        }
        List<Path> files = new ArrayList<>(List.of(file));
        if (engine.getEngineName().equals(MXNET)) {
            String name = file.getFileName().toString().replace(SYMBOL, "");
            try (DirectoryStream<Path> parameters = Files.newDirectoryStream(file.getParent(), name + "-*.params")) {
                parameters.forEach(files::add);
            }
            if (files.size() != 2) {
                throw new IOException(file + " needs one file of parameters beside it, " + name + "-0000.params, but there are " + (files.size() - 1));
            }
        }
        return files;
    }

    private static String digest(List<Path> files) throws IOException {
        MessageDigest sha = ImagesDigest.sha256();
        for (Path file : files) {
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    /** SHA-256 of its file; for MXNet of the symbol's and then the parameters'. */
    public String digest() {
        return digest;
    }

    /**
     * The features of images, one vector each.
     *
     * @throws IllegalArgumentException if the network does not take such images, or gives something else; the message says what
     */
    public float[][] features(Pixels images) {
        try {
            return predictor.predict(images);
        } catch (TranslateException | RuntimeException e) {
            Throwable cause = e instanceof TranslateException && e.getCause() != null ? e.getCause() : e;
            String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
            throw new IllegalArgumentException("%s failed on images of [%d,%d,%d,%d]: %s. Give what it expects with --size, --channels and --range"
                    .formatted(file, images.count(), images.channels(), images.height(), images.width(), reason), e);
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }

    /** From pixels to vectors. */
    private record Features(String engine) implements NoBatchifyTranslator<Pixels, float[][]> {

        @Override
        public NDList processInput(TranslatorContext context, Pixels images) {
            Shape shape = new Shape(images.count(), images.channels(), images.height(), images.width());
            NDManager manager = context.getNDManager();
            // ONNX Runtime has arrays of its own that cannot be filled later.
            return new NDList(engine.equals(ONNX)
                    ? manager.create(FloatBuffer.wrap(images.values()), shape)
                    : Tensors.create(manager, images.values(), shape));
        }

        @Override
        public float[][] processOutput(TranslatorContext context, NDList outputs) {
            NDArray output = outputs.head();
            int count = (int) output.getShape().get(0);
            float[] flat = output.toFloatArray();
            int size = count == 0 ? 0 : flat.length / count;
            float[][] vectors = new float[count][size];
            for (int i = 0; i < count; i++) {
                System.arraycopy(flat, i * size, vectors[i], 0, size);
            }
            return vectors;
        }
    }
}
