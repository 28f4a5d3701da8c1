package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import nvae.api.part.Options;
import nvae.api.training.Regularizer;
import nvae.api.training.RegularizerType;
import nvae.model.HierarchicalVae;
import nvae.testkit.ClassPathParts;

/** The reference's two penalties on a model. */
final class Regularization {
    /** Enough power iterations to reach the fixed point in float32, at which the golden numbers were taken. */
    private static final int TO_CONVERGENCE = 1000;

    private final Regularizer spectral;
    private final Regularizer batchNormScale;

    Regularization(HierarchicalVae model, NDManager manager) {
        Options untilConverged = Options.of("firstIterations", TO_CONVERGENCE);
        spectral = type("spectral").create(model, manager, 0, untilConverged);
        batchNormScale = type("batch-norm-scale").create(model, manager, 0, Options.none());
    }

    private static RegularizerType type(String name) {
        return new ClassPathParts().get(RegularizerType.class, RegularizerType.KIND, name);
    }

    /** Iterates on the weights of the last forward pass until nothing moves. */
    void converge() {
        spectral.state().get("calls").set(new float[1]);
        spectral.penalty();
    }

    NDArray spectral() {
        return spectral.penalty();
    }

    NDArray batchNormScale() {
        return batchNormScale.penalty();
    }
}
