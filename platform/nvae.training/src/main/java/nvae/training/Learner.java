package nvae.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;
import nvae.api.training.Optimizer;
import nvae.api.training.OptimizerType;
import nvae.api.training.Regularizer;
import nvae.model.Elbo;
import nvae.model.HierarchicalVae;
import nvae.training.data.Batch;
import nvae.training.schedule.KlBalance;

/**
 * An initialized model with all that learns it: optimizer, regularizers, KL balance. One instance a manager; gradients are held from the
 * first step on.
 */
public final class Learner implements AutoCloseable {
    private final HierarchicalVae model;
    private final NDManager manager;
    private final ParameterStore store;
    private final SortedMap<String, Regularizer> regularizers;
    private final Optimizer optimizer;
    private final KlBalance balance;
    private final long seed;
    private final boolean checksEveryStep;

    private final NDList trainable = new NDList();
    private final Map<String, NDArray> state = new LinkedHashMap<>();

    /**
     * Makes the optimizer.
     *
     * @param model initialized, its parameters in {@code manager}
     * @param manager owns what lasts
     * @param regularizers by name, made for this model in the same manager
     * @param optimizer makes the optimizer
     * @param balance how groups' KL terms are balanced while they are annealed
     * @param freeNats nats of each group's KL that cost nothing to keep; 0 for none
     * @param seed of the noise
     */
    public Learner(
            HierarchicalVae model, NDManager manager, Map<String, Regularizer> regularizers,
            OptimizerType optimizer, nvae.api.part.Options optimizerOptions, KlBalance.Kind balance, double freeNats, long seed) {
        this.model = model;
        this.manager = manager;
        this.store = new ParameterStore(manager, false);
        this.regularizers = new TreeMap<>(regularizers);
        this.seed = seed;
        this.checksEveryStep = Device.Type.CPU.equals(manager.getDevice().getDeviceType());
        for (Pair<String, Parameter> parameter : model.getParameters()) {
            NDArray array = parameter.getValue().getArray();
            state.put("model." + parameter.getKey(), array);
            if (parameter.getValue().requiresGradient()) {
                array.setRequiresGradient(true);
                trainable.add(array);
            }
        }
        this.optimizer = optimizer.create(trainable, manager, optimizerOptions);
        this.optimizer.state().forEach((name, array) -> state.put("optimizer." + name, array));
        this.regularizers.forEach((regularizer, kept) ->
                kept.state().forEach((name, array) -> state.put("regularizer." + regularizer + "." + name, array)));
        this.balance = KlBalance.of(balance, model.hierarchy().groupsPerScale(), freeNats);
    }

    public HierarchicalVae model() {
        return model;
    }

    /** Owns what lasts. */
    public NDManager manager() {
        return manager;
    }

    /** All that a check-point must hold, by name: parameters, batch-norm statistics, moments, power iterations. */
    public Map<String, NDArray> state() {
        return Collections.unmodifiableMap(state);
    }

    /** Names of the regularizers, in the order of {@link StepTerms#penalties}. */
    public List<String> regularizers() {
        return List.copyOf(regularizers.keySet());
    }

    /**
     * One training step: loss = mean(reconstruction + balanced KL) + sum of coefficient * penalty (NVAE, section 3.2 and 3.3), gradients,
     * update.
     *
     * @param step counted from 0; the noise follows from it
     * @param window receives the step's terms, which stay on their device
     * @throws DivergedException if the loss is not finite; noticed at once on a CPU, elsewhere when the window is read
     */
    public void step(Batch batch, long step, float klCoefficient, float learningRate, StepWindow window) {
        try (Attachment work = Attachment.of(manager, state.values())) {
            NDArray x = batch.on(work.manager());
            NDArray terms;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                Elbo elbo = model.forward(store, x, Noise.seeded(seed, step), true).elbo();
                NDArray loss = elbo.reconstruction().add(balance.term(elbo.kl(), klCoefficient)).mean();
                NDList scalars = new NDList();
                for (Regularizer regularizer : regularizers.values()) {
                    NDArray penalty = regularizer.penalty();
                    loss = loss.add(penalty.mul(regularizer.coefficient(klCoefficient)));
                    scalars.add(penalty.reshape(1));
                }
                collector.backward(loss);
                scalars.addAll(0, List.of(loss.reshape(1), elbo.reconstruction().mean().reshape(1), elbo.kl().mean(new int[] {0})));
                terms = NDArrays.concat(scalars);
            }
            if (checksEveryStep) {
                StepTerms.of(step, terms.toFloatArray(), model.hierarchy().size()).requireFinite(this::weightNorms);
            }
            NDList gradients = new NDList(trainable.size());
            trainable.forEach(array -> gradients.add(array.getGradient()));
            optimizer.step(trainable, gradients, learningRate);
            gradients.forEach(Tensors::forgetGradient);
            window.add(step, terms);
        }
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
