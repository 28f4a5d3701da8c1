package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.layer.Convolution;
import nvae.api.layer.Layers;
import nvae.api.part.Options;
import nvae.api.training.Regularizer;
import nvae.api.training.RegularizerType;
import nvae.model.HierarchicalVae;
import nvae.testkit.ClassPathParts;

/** The reference's two penalties on a model. */
final class Regularization {
    private final HierarchicalVae model;
    private final Regularizer spectral;
    private final Regularizer batchNormScale;

    Regularization(HierarchicalVae model, NDManager manager) {
        this.model = model;
        spectral = type("spectral").create(model, manager, 0, Options.of("firstIterations", 1));
        batchNormScale = type("batch-norm-scale").create(model, manager, 0, Options.none());
    }

    private static RegularizerType type(String name) {
        return new ClassPathParts().get(RegularizerType.class, RegularizerType.KIND, name);
    }

    /** Puts the spectral penalty's vectors to the fixed point for the weights of the last forward pass, where the golden numbers are. */
    void converge() {
        Map<String, List<Float>> vectors = new LinkedHashMap<>();
        for (Convolution convolution : Layers.in(model, Convolution.class)) {
            NDArray weight = convolution.effectiveWeight();
            long rows = weight.getShape().get(0);
            List<Float> ofShape = vectors.computeIfAbsent("u." + rows + "x" + weight.size() / rows, shape -> new ArrayList<>());
            for (double element : TopSingularTriple.of(weight).left()) {
                ofShape.add((float) element);
            }
        }
        vectors.forEach((shape, values) -> spectral.state().get(shape).set(floats(values)));
    }

    NDArray spectral() {
        return spectral.penalty();
    }

    NDArray batchNormScale() {
        return batchNormScale.penalty();
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }
}
