package nvae.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import nvae.api.tensor.Noise;
import nvae.model.Elbo;
import nvae.model.HierarchicalVae;
import nvae.model.StepPart;
import nvae.model.segment.Segments;

/** The plain way: the whole forward pass is recorded, every activation kept until the backward pass has used it. */
final class RecordedPass implements GradientPass {
    private final HierarchicalVae model;
    private final ParameterStore store;
    private final Objective objective;

    RecordedPass(HierarchicalVae model, ParameterStore store, Objective objective) {
        this.model = model;
        this.store = store;
        this.objective = objective;
    }

    @Override
    public NDArray run(NDArray x, Noise noise, float klCoefficient) {
        try (GradientCollector collector = x.getManager().getEngine().newGradientCollector()) {
            Elbo elbo = model.elbo(Segments.tidy(store), x, noise);
            model.laps().done(StepPart.DISTRIBUTIONS);
            NDList penalties = objective.penalties();
            model.laps().done(StepPart.REGULARIZERS);
            Objective.Loss loss = objective.of(elbo, penalties, klCoefficient);
            collector.backward(loss.scaled());
            model.laps().done(StepPart.BACKWARD);
            return loss.terms();
        }
    }
}
