package nvae.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import nvae.api.tensor.Noise;
import nvae.api.training.Constraint;
import nvae.model.HierarchicalVae;
import nvae.model.StepPart;
import nvae.training.data.Batch;
import nvae.training.update.AverageInUse;
import nvae.training.update.Update;

/**
 * An initialized model with all that learns it: objective, gradient pass, optimizer. One instance a manager; gradients are held from the
 * first step on.
 */
public final class Learner implements AutoCloseable {
    private final HierarchicalVae model;
    private final NDManager manager;
    private final Objective objective;
    private final GradientPass pass;
    private final List<Constraint> constraints;
    private final Update update;
    private final long seed;
    private final boolean checksEveryStep;
    private final Optional<StepUndo> undo;

    private final Map<String, NDArray> state = new LinkedHashMap<>();
    /** The state, and what a step reuses though no check-point holds it. */
    private final List<NDArray> lasting = new ArrayList<>();

    /**
     * Puts the pieces together.
     *
     * @param model initialized, its parameters in {@code manager}
     * @param manager owns what lasts
     * @param objective what is minimized; its regularizers made for this model in the same manager
     * @param pass how its gradients come about
     * @param constraints on the model's weights, by name; made for it in the same manager
     * @param update what follows on the gradients; made for this model in the same manager
     * @param seed of the noise
     */
    Learner(
            HierarchicalVae model, NDManager manager, Objective objective, GradientPass pass, Map<String, Constraint> constraints,
            Update update, long seed) {
        this.model = model;
        this.manager = manager;
        this.objective = objective;
        this.pass = pass;
        this.seed = seed;
        this.checksEveryStep = Device.Type.CPU.equals(manager.getDevice().getDeviceType());
        this.constraints = List.copyOf(constraints.values());
        this.update = update;
        Map<String, NDArray> passState = new LinkedHashMap<>();
        constraints.forEach((constraint, kept) ->
                kept.state().forEach((name, array) -> passState.put("constraint." + constraint + "." + name, array)));
        objective.kl().state().forEach((name, array) -> passState.put("kl." + name, array));
        objective.regularizers().forEach((regularizer, kept) ->
                kept.state().forEach((name, array) -> passState.put("regularizer." + regularizer + "." + name, array)));
        this.undo = update.maySkip() ? Optional.of(new StepUndo(model, passState.values())) : Optional.empty();
        for (Pair<String, Parameter> parameter : model.getParameters()) {
            state.put("model." + parameter.getKey(), parameter.getValue().getArray());
        }
        state.putAll(update.state());
        state.putAll(passState);
        lasting.addAll(state.values());
        lasting.addAll(update.unsaved());
    }

    public HierarchicalVae model() {
        return model;
    }

    /** Owns what lasts. */
    public NDManager manager() {
        return manager;
    }

    /** Whether steps run as one graph by now, and if not, why. */
    public Compiled compiled() {
        return pass.compiled();
    }

    /** All that a check-point must hold, by name: parameters, batch-norm statistics, moments, averages, power iterations. */
    public Map<String, NDArray> state() {
        return Collections.unmodifiableMap(state);
    }

    /** Names of the regularizers, in the order of {@link StepTerms#penalties}. */
    public List<String> regularizers() {
        return List.copyOf(objective.regularizers().keySet());
    }

    /**
     * One training step: the gradients of the objective, then the update. A step whose update is skipped leaves everything as it was, but
     * for what counts steps.
     *
     * @param step counted from 0; the noise follows from it
     * @param window receives the step's terms, which stay on their device
     * @throws DivergedException if the loss is not finite, noticed at once on a CPU, elsewhere when the window is read; or if the gradients
     *     are not, and no more steps may be skipped
     */
    public void step(Batch batch, long step, float learningRate, StepWindow window) {
        try (Attachment work = Attachment.of(manager, lasting)) {
            model.laps().done(StepPart.BOOKKEEPING);
            NDArray x = batch.on(work.manager());
            model.laps().done(StepPart.DATA);
            undo.ifPresent(StepUndo::keep);
            constraints.forEach(Constraint::follow);
            NDArray terms = pass.run(x, Noise.seeded(seed, step), klCoefficient(step));
            if (checksEveryStep) {
                StepTerms.of(step, terms.toFloatArray(), model.hierarchy().size()).requireFinite(this::weightNorms);
            }
            model.laps().done(StepPart.BOOKKEEPING);
            Update.Outcome outcome = update.apply(step, learningRate);
            if (!outcome.taken()) {
                undo.ifPresent(StepUndo::putBack);
                pass.undone();
            }
            model.laps().done(StepPart.OPTIMIZER);
            window.add(step, terms, outcome.gradientNorm());
        }
    }

    /** How much the KL term counts at a step, counted from 0. */
    public float klCoefficient(long step) {
        return objective.kl().coefficient(step);
    }

    /** Steps whose update was skipped so far; empty if the options skip none. */
    public OptionalLong skippedSteps() {
        return update.skipped();
    }

    /** Puts the weights' average over training in their place, for measuring and drawing; does nothing if the options want none. */
    public AverageInUse useAverage() {
        return update.useAverage();
    }

    /** L2 norms of the trainable parameters by name. */
    Map<String, Double> weightNorms() {
        Map<String, Double> norms = new LinkedHashMap<>();
        for (Pair<String, Parameter> parameter : model.getParameters()) {
            if (parameter.getValue().requiresGradient()) {
                double sum = 0;
                for (float value : parameter.getValue().getArray().toFloatArray()) {
                    sum += (double) value * value;
                }
                norms.put(parameter.getKey(), Math.sqrt(sum));
            }
        }
        return norms;
    }

    @Override
    public void close() {
        manager.close();
    }
}
