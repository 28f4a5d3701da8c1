package nvae.parity;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import java.util.List;
import nvae.api.layer.BatchNorm;
import nvae.api.layer.Layers;
import nvae.api.part.Options;
import nvae.api.training.Regularizer;
import nvae.regularizer.batchnorm.BatchNormScaleRegularizer;

/** Batch-norm scale regularization, ties included. */
final class BatchNormScaleCheck implements GoldenCheck {
    @Override
    public boolean handles(String file, String function) {
        return function.equals("model.AutoEncoder.batchnorm_loss");
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        SequentialBlock model = new SequentialBlock();
        for (GoldenArray gamma : golden.startingWith("in.gamma")) {
            BatchNorm norm = new BatchNorm((int) gamma.shape().size());
            model.add(norm);
            norm.initialize(manager, DataType.FLOAT32, new Shape(1, gamma.shape().size(), 1, 1));
            norm.gamma().set(gamma.values());
            norm.gamma().setRequiresGradient(true);
        }
        Regularizer regularizer = new BatchNormScaleRegularizer().create(model, manager, 1, Options.none());
        NDArray penalty;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            penalty = regularizer.penalty();
            collector.backward(penalty);
        }
        verdict.expect("out.loss", penalty);
        List<BatchNorm> norms = Layers.in(model, BatchNorm.class);
        for (int i = 0; i < norms.size(); i++) {
            verdict.expect("grad.in.gamma" + i, norms.get(i).gamma().getGradient());
        }
    }
}
