package nvae.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import nvae.api.training.KlSchedule;
import nvae.api.training.Regularizer;
import nvae.model.Elbo;
import nvae.training.update.LossScale;

/** What a step minimizes: mean(reconstruction + balanced KL) + sum of coefficient * penalty (NVAE, section 3.2 and 3.3). */
final class Objective {
    private final KlSchedule kl;
    private final SortedMap<String, Regularizer> regularizers;
    private final Optional<LossScale> scale;

    /**
     * An objective.
     *
     * @param kl how the KL term enters it
     * @param regularizers by name
     * @param scale what the loss is multiplied by before the backward pass, if it is
     */
    Objective(KlSchedule kl, Map<String, Regularizer> regularizers, Optional<LossScale> scale) {
        this.kl = kl;
        this.scale = scale;
        this.regularizers = new TreeMap<>(regularizers);
    }

    /** How the KL term enters it. */
    KlSchedule kl() {
        return kl;
    }

    /** By name, in the order of {@link StepTerms#penalties}. */
    SortedMap<String, Regularizer> regularizers() {
        return regularizers;
    }

    /** The loss of a batch. */
    Loss of(Elbo elbo, float klCoefficient) {
        return of(elbo, penalties(), klCoefficient);
    }

    /** The regularizers' penalties, not weighted; after the model's forward pass. */
    NDList penalties() {
        return new NDList(regularizers.values().stream().map(Regularizer::penalty).toList());
    }

    /** The loss of a batch whose penalties are there. */
    Loss of(Elbo elbo, NDList penalties, float klCoefficient) {
        NDArray loss = elbo.reconstruction().add(kl.term(elbo.kl(), klCoefficient)).mean();
        int index = 0;
        for (Regularizer regularizer : regularizers.values()) {
            loss = loss.add(penalties.get(index++).mul(regularizer.coefficient(klCoefficient)));
        }
        NDArray value = loss;
        return new Loss(value, scale.map(factor -> factor.scaled(value)).orElse(value), elbo, penalties);
    }

    /**
     * A loss and what it is made of.
     *
     * @param value what is minimized, []
     * @param scaled what the backward pass starts from, []: the value, multiplied where losses are scaled
     * @param elbo of every image
     * @param penalties of the regularizers, not weighted
     */
    record Loss(NDArray value, NDArray scaled, Elbo elbo, NDList penalties) {

        /** The row that {@link StepTerms} reads: loss, mean reconstruction, mean KL of every group, penalties. */
        NDArray terms() {
            NDList scalars = new NDList(value.reshape(1), elbo.reconstruction().mean().reshape(1), elbo.kl().mean(new int[] {0}));
            penalties.forEach(penalty -> scalars.add(penalty.reshape(1)));
            return NDArrays.concat(scalars);
        }
    }
}
