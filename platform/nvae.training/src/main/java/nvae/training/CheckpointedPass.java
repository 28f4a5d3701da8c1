package nvae.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Set;
import nvae.api.tensor.Noise;
import nvae.model.Elbo;
import nvae.model.HierarchicalVae;
import nvae.model.StepPart;
import nvae.model.segment.Forgetting;
import nvae.model.segment.Tape;

/** Gradient check-pointing: activations are forgotten on the way up and down the model and made again on the way back. */
final class CheckpointedPass implements GradientPass {
    private final HierarchicalVae model;
    private final ParameterStore store;
    private final Objective objective;
    private final Forgetting forgetting;

    /** Parameters that penalties depend on directly; known after the first pass. */
    private Set<Parameter> penalized;

    CheckpointedPass(HierarchicalVae model, ParameterStore store, Objective objective, Forgetting forgetting) {
        this.model = model;
        this.store = store;
        this.objective = objective;
        this.forgetting = forgetting;
    }

    @Override
    public NDArray run(NDArray x, Noise noise, float klCoefficient) {
        try (GradientCollector collector = x.getManager().getEngine().newGradientCollector()) {
            Tape tape = new Tape(model, x.getManager(), store);
            Elbo elbo = model.elbo(forgetting.on(tape), x, noise);
            model.laps().done(StepPart.DISTRIBUTIONS);
            if (!objective.regularizers().isEmpty()) {
                tape.cutWeights();
            }
            NDList penalties = objective.penalties();
            model.laps().done(StepPart.REGULARIZERS);
            Elbo leaves = new Elbo(tape.leaf(elbo.reconstruction()), tape.leaf(elbo.kl()));
            Objective.Loss loss = objective.of(leaves, penalties, klCoefficient);
            NDArray terms = loss.terms();
            Runnable toLeaves = () -> collector.backward(loss.scaled());
            if (penalized == null) {
                penalized = ReachedParameters.by(toLeaves, model);
            } else {
                toLeaves.run();
            }
            model.laps().during(StepPart.BACKWARD, () -> tape.backward(collector, penalized));
            return terms;
        }
    }
}
