package nvae.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nvae.api.tensor.Noise;
import nvae.api.training.Constraint;
import nvae.api.training.JoinedList;
import nvae.model.Elbo;
import nvae.model.HierarchicalVae;
import nvae.model.StepLaps;
import nvae.model.StepPart;
import nvae.model.segment.Segments;

/** A model and its regularizers; what the loss is made of are reconstruction, KL, and a penalty each. */
record ModelComputation(HierarchicalVae model, Objective objective, Collection<Constraint> constraints) implements Computation {

    @Override
    public NDList run(Segments segments, NDArray images, Noise noise) {
        Elbo elbo = model.elbo(segments, images, noise);
        laps().done(StepPart.DISTRIBUTIONS);
        NDList results = new NDList(elbo.reconstruction(), elbo.kl());
        results.addAll(objective.penalties());
        laps().done(StepPart.REGULARIZERS);
        return results;
    }

    @Override
    public Collection<Parameter> parameters() {
        return model.getParameters().values();
    }

    @Override
    public Optional<JoinedList> sideBySide() {
        return model.trainable() instanceof JoinedList joined ? Optional.of(joined) : Optional.empty();
    }

    @Override
    public Collection<NDArray> state() {
        return Stream.of(objective.regularizers().values(), constraints, List.of(objective.kl()))
                .flatMap(Collection::stream)
                .flatMap(part -> part.state().values().stream())
                .toList();
    }

    @Override
    public Outcome outcome(NDList results, float klCoefficient) {
        Elbo elbo = new Elbo(results.get(0), results.get(1));
        Objective.Loss loss = objective.of(elbo, new NDList(results.subList(2, results.size())), klCoefficient);
        return new Outcome(loss.scaled(), loss.terms());
    }

    @Override
    public StepLaps laps() {
        return model.laps();
    }
}
