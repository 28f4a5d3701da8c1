package nvae.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.LinkedHashMap;
import java.util.Map;
import nvae.api.tensor.Noise;
import nvae.testkit.ClassPathParts;

/** A model of two scales and three groups for images of 4x4 padded to 8x8, and variants of it. */
final class SmallModel {
    static final ImageFormat IMAGES = new ImageFormat(1, 4, 4, 2);
    static final ModelComposer COMPOSER = new ModelComposer(new ClassPathParts());

    private static final Map<String, Object> REGULAR =
            Map.of("cell", "regular", "normalization", "weight-and-batch", "activation", "swish", "gate", "squeeze-excite");
    private static final Map<String, Object> SEPARABLE = Map.of(
            "cell", Map.of("name", "separable", "expansion", 2),
            "normalization", "batch",
            "activation", "swish",
            "gate", "squeeze-excite");

    private SmallModel() {}

    /** The configuration's section {@code model} with changed top-level keys. */
    static Map<String, Object> with(Map<String, ?> changes) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("scales", 2);
        model.put("groupsPerScale", 2);
        model.put("latentChannels", 2);
        model.put("encoderChannels", 4);
        model.put("decoderChannels", 4);
        model.put("family", "residual-normal");
        model.put("likelihood", "bernoulli");
        model.put("cells", cells(Map.of()));
        model.putAll(changes);
        return model;
    }

    /** The places' cells with some places changed. */
    static Map<String, Object> cells(Map<String, ?> changes) {
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("preprocess", REGULAR);
        cells.put("encoder", REGULAR);
        cells.put("decoder", SEPARABLE);
        cells.put("postprocess", SEPARABLE);
        cells.putAll(changes);
        return cells;
    }

    /** One place's cell with other parts in some slots. */
    static Map<String, Object> regular(Map<String, ?> changes) {
        Map<String, Object> place = new LinkedHashMap<>(REGULAR);
        place.putAll(changes);
        return place;
    }

    static HierarchicalVae compose(Map<String, ?> changes) {
        return COMPOSER.compose(ModelConfiguration.read(with(changes)), IMAGES);
    }

    static HierarchicalVae initialized(Map<String, ?> changes, NDManager manager, long seed) {
        HierarchicalVae model = compose(changes);
        model.initialize(manager, seed);
        return model;
    }

    /** Some binary images, the same for the same number. */
    static NDArray images(HierarchicalVae model, NDManager manager, int count) {
        Shape shape = model.inputShape(count);
        return Noise.seeded(7, 0).uniform(manager, "x", shape).gt(0.5f).toType(DataType.FLOAT32, false);
    }

    /** -ELBO of some images in a training pass of a new model, [N]. */
    static float[] trainingLoss(Map<String, ?> changes, long seed) {
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            HierarchicalVae model = initialized(changes, manager, seed);
            ParameterStore store = new ParameterStore(manager, false);
            NDArray loss = model.forward(store, images(model, manager, 3), Noise.seeded(seed, 0), true).elbo().nelbo();
            collector.backward(loss.mean());
            return loss.toFloatArray();
        }
    }
}
