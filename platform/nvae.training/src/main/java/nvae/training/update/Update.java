package nvae.training.update;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import nvae.api.tensor.Tensors;
import nvae.api.training.JoinedArrays;
import nvae.api.training.JoinedList;
import nvae.api.training.Optimizer;
import nvae.api.training.Stateful;
import nvae.model.HierarchicalVae;
import nvae.training.TrainingSection;

/**
 * What follows on a step's gradients: the loss scale taken out, values clipped, then the norm looked at and clipped, then the optimizer's
 * step, unless the guard skips it, then the weights' average.
 */
public final class Update implements Stateful {
    private final NDList trainable;
    private final List<JoinedArrays> groups;
    private final Optional<JoinedList> gradients;
    private final Optimizer optimizer;
    private final double clipNorm;
    private final double clipValue;
    private final Optional<StepGuard> guard;
    private final Optional<WeightAverage> average;
    private final Optional<LossScale> scale;

    /**
     * Prepares a model for being trained: its trainable arrays hold gradients from now on.
     *
     * @param model initialized
     * @param manager owns what lasts
     * @param optimizer makes the optimizer of these parameters
     * @param scale what the loss is multiplied by, if it is
     * @param options the section {@code training}
     */
    public Update(
            HierarchicalVae model, NDManager manager, OptimizerMaker optimizer, Optional<LossScale> scale, TrainingSection.Options options) {
        this.trainable = model.trainable();
        this.groups = JoinedArrays.of(trainable);
        this.gradients = gradients(trainable, manager);
        this.optimizer = optimizer.of(trainable, manager);
        this.scale = scale;
        this.clipNorm = options.clipNorm();
        this.clipValue = options.clipValue();
        this.guard = options.skipNorm() > 0 || options.skipFactor() > 0
                ? Optional.of(new StepGuard(options.skipNorm(), options.skipFactor(), options.maxSkips(), manager))
                : Optional.empty();
        this.average = options.emaDecay() > 0 ? Optional.of(new WeightAverage(trainable, options.emaDecay(), manager)) : Optional.empty();
    }

    /** Side by side where the engine can; elsewhere none, and each is where the engine keeps it. */
    private static Optional<JoinedList> gradients(NDList trainable, NDManager manager) {
        if (trainable instanceof JoinedList joined) {
            return Optional.of(joined.requireGradients(manager));
        }
        trainable.forEach(array -> array.setRequiresGradient(true));
        return Optional.empty();
    }

    /** Makes an optimizer. */
    public interface OptimizerMaker {
        /** @param manager owns what lasts */
        Optimizer of(NDList parameters, NDManager manager);
    }

    /**
     * What became of a step.
     *
     * @param taken false if the parameters are as they were
     * @param gradientNorm before it was clipped, [1]; empty if nothing in the options asks for it
     */
    public record Outcome(boolean taken, Optional<NDArray> gradientNorm) {}

    /**
     * Uses up the gradients that the trainable parameters hold.
     *
     * @param step counted from 0
     * @throws nvae.training.DivergedException if the guard, or the loss scale, has skipped what it may, and the gradients are still not
     *     finite
     */
    public Outcome apply(long step, float learningRate) {
        Gradients gradients = new Gradients(gradients(), groups);
        boolean measured = clipNorm > 0 || guard.isPresent();
        if (scale.isPresent()) {
            NDArray scaled = gradients.norm();
            if (!scale.get().undo(gradients.arrays(), scaled.toFloatArray()[0], step)) {
                Tensors.forgetGradients(gradients.arrays());
                return new Outcome(false, measured ? Optional.of(scaled) : Optional.empty());
            }
        }
        if (clipValue > 0) {
            gradients.clipValues((float) clipValue);
        }
        NDArray norm = measured ? gradients.norm() : null;
        double limit = guard.isPresent() ? guard.get().limit(step, norm.toFloatArray()[0]) : Double.POSITIVE_INFINITY;
        if (limit > 0) {
            double bound = clipNorm > 0 ? Math.min(clipNorm, limit) : limit;
            if (Double.isFinite(bound)) {
                gradients.clipNorm(norm, bound);
            }
            optimizer.step(trainable, gradients.arrays(), learningRate);
            average.ifPresent(WeightAverage::follow);
        }
        Tensors.forgetGradients(gradients.arrays());
        return new Outcome(limit > 0, Optional.ofNullable(norm));
    }

    private NDList gradients() {
        return gradients.isPresent() ? gradients.get() : new NDList(trainable.stream().map(NDArray::getGradient).toList());
    }

    /** Arrays that last from step to step and are part of no check-point: gradients, and what they and the parameters lie in. */
    public List<NDArray> unsaved() {
        List<NDArray> arrays = new ArrayList<>();
        if (trainable instanceof JoinedList joined) {
            arrays.addAll(joined.wholes());
        }
        gradients.ifPresent(joined -> {
            arrays.addAll(joined);
            arrays.addAll(joined.wholes());
        });
        return arrays;
    }

    /** Whether it may ever skip a step. */
    public boolean maySkip() {
        return guard.isPresent() || scale.isPresent();
    }

    /** Steps skipped so far, by the guard or for the loss scale; empty if there is neither. */
    public OptionalLong skipped() {
        return maySkip()
                ? OptionalLong.of(guard.map(StepGuard::skipped).orElse(0L) + scale.map(LossScale::skipped).orElse(0L))
                : OptionalLong.empty();
    }

    /** Puts the weights' average in their place, if there is one. */
    public AverageInUse useAverage() {
        return average.map(WeightAverage::use).orElse(AverageInUse.NONE);
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        optimizer.state().forEach((name, array) -> state.put("optimizer." + name, array));
        guard.ifPresent(kept -> state.put("guard", kept.state()));
        scale.ifPresent(kept -> state.put("lossScale", kept.state()));
        average.ifPresent(kept -> kept.state().forEach((name, array) -> state.put("average." + name, array)));
        return state;
    }
}
