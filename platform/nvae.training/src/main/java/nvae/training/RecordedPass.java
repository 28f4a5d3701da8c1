package nvae.training;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import nvae.api.tensor.Noise;
import nvae.model.StepPart;
import nvae.model.segment.Segments;
import nvae.training.Computation.Outcome;

/** The plain way: the whole forward pass is recorded, every activation kept until the backward pass has used it. */
record RecordedPass(Computation computation, ParameterStore store) implements GradientPass {
    @Override
    public NDArray run(NDArray x, Noise noise, float klCoefficient) {
        try (GradientCollector collector = x.getManager().getEngine().newGradientCollector()) {
            Outcome outcome = computation.outcome(computation.run(Segments.tidy(store), x, noise), klCoefficient);
            collector.backward(outcome.loss());
            computation.laps().done(StepPart.BACKWARD);
            return outcome.terms();
        }
    }
}
