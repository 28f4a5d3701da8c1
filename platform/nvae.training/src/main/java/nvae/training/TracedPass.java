package nvae.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;
import nvae.model.StepPart;
import nvae.training.Computation.Outcome;
import nvae.training.graph.CompiledPass;
import nvae.training.graph.Pass;
import nvae.training.graph.Trace;
import nvae.training.graph.UntraceableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a step computes, as one graph of MXNet, whose thousands of operators then run without a call from Java for each.
 *
 * <p>Steps that lead to a graph may go another way, that gives a recorded step's bits: those of a model forget activations and make them again,
 * as they need more memory than the graph otherwise. The first of a process is not traced, since it may do what no other does (a data-dependent start, a long power iteration).
 * The next two are also traced, and must be the same computation. The one after runs twice, the second time as a graph: every gradient, term
 * and lasting array must be the same, bit for bit; if they are not, one more step may try another graph. From then on, steps run as a graph. If
 * anything is in the way, steps are recorded, and one line in the log says why.
 */
final class TracedPass implements GradientPass {
    private static final Logger LOG = LoggerFactory.getLogger(TracedPass.class);

    private static final String MXNET = "MXNet";
    /** Runs of fewer steps end before the first steps, which take up to twice as long, have paid for themselves. */
    private static final int FEWEST_STEPS = 20;

    private final Computation computation;
    private final NDManager manager;
    private final GradientPass lean;
    private final GradientPass recorded;
    /** What a pass may read or change. */
    private final List<NDArray> lasting = new ArrayList<>();
    private final List<NDArray> trainable = new ArrayList<>();
    private final List<NDArray> kept = new ArrayList<>();

    private GradientPass next = this::first;
    private GradientPass afterFirst;
    private Compiled compiled = Compiled.no("there is no graph yet: it runs from a process's fifth step on");

    private TracedPass(Computation computation, NDManager manager, GradientPass lean, GradientPass recorded) {
        this.computation = computation;
        this.manager = manager;
        this.lean = lean;
        this.recorded = recorded;
    }

    /**
     * A traced pass, or the recorded one where there is to be no graph.
     *
     * @param training what the user wants
     * @param steps of the whole run
     * @param manager owns the parameters and what a trace keeps
     * @param computation what is to be a graph
     * @param lean how to run it on the way there
     * @param recorded what is done if there is to be no graph
     */
    static GradientPass of(
            TrainingSection.Options training, long steps, NDManager manager, Computation computation, GradientPass lean, GradientPass recorded) {
        return obstacle(training, steps, manager)
                .<GradientPass>map(reason -> new Uncompiled(recorded, Compiled.no(reason)))
                .orElseGet(() -> new TracedPass(computation, manager, lean, recorded));
    }

    private static Optional<String> obstacle(TrainingSection.Options training, long steps, NDManager manager) {
        String engine = manager.getEngine().getEngineName();
        if (!training.compile()) {
            return Optional.of("training.compile is off");
        }
        if (!engine.equals(MXNET)) {
            return Optional.of("graphs are MXNet's, and the engine is " + engine);
        }
        if (!Device.Type.CPU.equals(manager.getDevice().getDeviceType())) {
            return Optional.of("graphs are for CPUs, and the device is " + manager.getDevice());
        }
        if (!training.recompute().equals("none")) {
            return Optional.of("a graph keeps all that it computes, and training.recompute is " + training.recompute());
        }
        return steps < FEWEST_STEPS ? Optional.of("a run of fewer than " + FEWEST_STEPS + " steps is done sooner without") : Optional.empty();
    }

    @Override
    public Compiled compiled() {
        return compiled;
    }

    @Override
    public NDArray run(NDArray x, Noise noise, float klCoefficient) {
        return next.run(x, noise, klCoefficient);
    }

    /** What a first step does is still to be done if it has been undone. */
    @Override
    public void undone() {
        if (next == afterFirst) {
            next = this::first;
        }
    }

    private NDArray first(NDArray x, Noise noise, float klCoefficient) {
        List.of(trainable, kept, lasting).forEach(List::clear);
        for (Parameter parameter : computation.parameters()) {
            (parameter.requiresGradient() ? trainable : kept).add(parameter.getArray());
        }
        kept.addAll(computation.state());
        lasting.addAll(trainable);
        lasting.addAll(kept);
        afterFirst = (images, z, coefficient) -> traced(Optional.empty(), images, z, coefficient);
        next = afterFirst;
        return lean.run(x, noise, klCoefficient);
    }

    private NDArray traced(Optional<Trace> earlier, NDArray x, Noise noise, float klCoefficient) {
        List<float[]> before = values(kept);
        try {
            Trace trace = Trace.of(computation, x, noise, lasting, manager);
            earlier.ifPresentOrElse(
                    one -> compare(one, trace),
                    () -> next = (images, z, coefficient) -> traced(Optional.of(trace), images, z, coefficient));
        } catch (RuntimeException e) {
            earlier.ifPresent(Trace::close);
            giveUp(e);
        }
        set(kept, before);
        return lean.run(x, noise, klCoefficient);
    }

    private void compare(Trace earlier, Trace trace) {
        try (earlier) {
            trace.requireSame(earlier);
            CompiledPass graph = trace.compile(computation.sideBySide());
            next = (x, noise, klCoefficient) -> checked(trace, graph, x, noise, klCoefficient);
        } catch (UntraceableException e) {
            giveUp(trace, e);
        }
    }

    /** Runs operator by operator, then as a graph from the same start; what the first run gave stands. */
    private NDArray checked(Trace trace, CompiledPass graph, NDArray x, Noise noise, float klCoefficient) {
        List<float[]> before = values(kept);
        NDArray result = alone(x, () -> lean.run(x, noise, klCoefficient));
        float[] terms = result.toFloatArray();
        List<float[]> after = values(kept);
        List<NDArray> gradients = trainable.stream().map(array -> array.getGradient().duplicate()).toList();
        set(kept, before);
        clearGradients(x.getManager());
        next = (images, z, coefficient) -> compiled(graph, images, z, coefficient);
        try {
            float[] found = run(graph, x, noise, klCoefficient).toFloatArray();
            if (Arrays.equals(terms, found) && same(after, values(kept)) && sameGradients(gradients)) {
                compiled = Compiled.YES;
                LOG.info("training.compile: from now on steps run as one graph of {} operators, with {} weights made side by side",
                        trace.operators(), graph.weightsSideBySide());
            } else if (graph.weightsSideBySide() > 0) {
                again(trace, graph);
            } else {
                giveUp(trace, new UntraceableException("the graph's numbers are not those of the recorded step, to the bit; either it"
                        + " sums in another order, or a part changes something in place without Tensors.set"));
            }
        } catch (RuntimeException e) {
            giveUp(trace, e);
        }
        set(kept, after);
        for (int i = 0; i < gradients.size(); i++) {
            gradients.get(i).copyTo(trainable.get(i).getGradient());
        }
        return result;
    }

    /** A sum of squares has the same bits whatever lies beside it, on the processors that were tried; where it has not, weights are made alone. */
    private void again(Trace trace, CompiledPass graph) {
        LOG.info("training.compile: a graph whose weights are made side by side does not give a recorded step's numbers, to the bit; the next"
                + " step tries one without");
        graph.close();
        CompiledPass other = trace.compile(Optional.empty());
        next = (x, noise, klCoefficient) -> checked(trace, other, x, noise, klCoefficient);
    }

    /** Frees all that a run makes for the rest of the step, but for its result: there is more to be run. */
    private static NDArray alone(NDArray x, Supplier<NDArray> run) {
        NDManager step = x.getManager();
        Set<NDArray> others = Collections.newSetFromMap(new IdentityHashMap<>());
        others.addAll(step.getManagedArrays());
        NDArray result = run.get();
        others.add(result);
        step.getManagedArrays().stream().filter(array -> !others.contains(array)).forEach(NDArray::close);
        return result;
    }

    /** Nothing of a step is left if its graph fails: it has changed what lasts, so that it cannot be done again as recorded. */
    private NDArray compiled(Pass graph, NDArray x, Noise noise, float klCoefficient) {
        try {
            return run(graph, x, noise, klCoefficient);
        } catch (RuntimeException e) {
            throw new IllegalStateException("training.compile: MXNet could not run a step's graph, which it could before (" + e.getMessage()
                    + "); run again with training.compile: false", e);
        }
    }

    private NDArray run(Pass graph, NDArray x, Noise noise, float klCoefficient) {
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            Pass.Run run = graph.run(x, noise);
            computation.laps().done(StepPart.FORWARD);
            Outcome outcome = computation.outcome(run.results(), klCoefficient);
            collector.backward(outcome.loss());
            run.backward(collector);
            computation.laps().done(StepPart.BACKWARD);
            return outcome.terms();
        }
    }

    private void giveUp(Trace trace, RuntimeException reason) {
        trace.close();
        giveUp(reason);
    }

    private void giveUp(RuntimeException reason) {
        LOG.info("training.compile: steps are not run as one graph, but operator by operator: {}", reason.getMessage());
        compiled = Compiled.no(reason.getMessage());
        next = recorded;
    }

    /** What a graph does not write is not to be taken for what it gives. */
    private void clearGradients(NDManager step) {
        for (NDArray array : trainable) {
            try (NDArray zeros = step.zeros(array.getShape())) {
                Tensors.set(array.getGradient(), zeros);
            }
        }
    }

    private boolean sameGradients(List<NDArray> gradients) {
        for (int i = 0; i < gradients.size(); i++) {
            if (!Arrays.equals(gradients.get(i).toFloatArray(), trainable.get(i).getGradient().toFloatArray())) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(List<float[]> some, List<float[]> others) {
        for (int i = 0; i < some.size(); i++) {
            if (!Arrays.equals(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<float[]> values(List<NDArray> arrays) {
        return arrays.stream().map(NDArray::toFloatArray).toList();
    }

    private static void set(List<NDArray> arrays, List<float[]> values) {
        for (int i = 0; i < values.size(); i++) {
            Tensors.set(arrays.get(i), values.get(i));
        }
    }
}
