package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;
import nvae.api.tensor.Tracing;

/**
 * One pass, run and followed: what a graph needs to do the same.
 *
 * <p>MXNet records what depends on arrays that ask for a gradient. Parameters do; images and noise are made to, so that what depends on
 * them alone is recorded too. Everything else that enters the record is a lasting array or, as it seems from one pass, a constant. Two
 * traces of different steps must agree ({@link #requireSame}): then constants are constants, and nothing that was decided in Java changes
 * from step to step.
 */
public final class Trace implements AutoCloseable {
    private final NDList outputs;
    private final int results;
    private final List<NDArray> changed;
    private final Recording recording;
    private final List<Input> inputs;
    private final NDManager constants;

    private Trace(NDList outputs, int results, List<NDArray> changed, Recording recording, List<Input> inputs, NDManager constants) {
        this.outputs = outputs;
        this.results = results;
        this.changed = changed;
        this.recording = recording;
        this.inputs = inputs;
        this.constants = constants;
    }

    /**
     * Runs a pass while a gradient collector is open, with all its effects.
     *
     * @param lasting every array that the pass may read or change and that outlives it
     * @param owner of what a trace keeps
     * @throws UntraceableException if something enters or leaves that a graph cannot follow; lasting arrays have not been changed through
     *     {@link Tensors} then
     */
    public static Trace of(Pass pass, NDArray images, Noise noise, Collection<NDArray> lasting, NDManager owner) {
        MarkedNoise marked = new MarkedNoise(noise);
        images.setRequiresGradient(true);
        NDList outputs = new NDList();
        List<NDArray> changed = new ArrayList<>();
        Tracing tracing = Tracing.open();
        try (tracing) {
            pass.run(images, marked).forEach(result -> outputs.add(recorded(result)));
            for (Tracing.Change change : tracing.changes()) {
                changed.add(change.lasting());
                outputs.add(recorded(Tensors.stopGradient(change.value())));
            }
        }
        Recording recording = Recording.of(outputs);
        NDManager constants = owner.newSubManager();
        try {
            Map<String, Input> known = known(images, marked, tracing.aliases(), lasting);
            List<Input> inputs = inputs(recording, known, List.of(images.getManager(), owner), constants);
            Trace trace = new Trace(outputs, outputs.size() - changed.size(), List.copyOf(changed), recording, inputs, constants);
            change(changed, outputs.subList(trace.results, outputs.size()));
            return trace;
        } catch (RuntimeException e) {
            constants.close();
            throw e;
        }
    }

    /** An array that does not depend on anything that is recorded, as a penalty on nothing does not, enters as a constant. */
    private static NDArray recorded(NDArray result) {
        if (Recording.nameOf(result).isPresent()) {
            return result;
        }
        NDArray handle = result.stopGradient();
        handle.setRequiresGradient(true);
        return Tensors.stopGradient(handle);
    }

    private static Map<String, Input> known(NDArray images, MarkedNoise noise, List<Tracing.Alias> aliases, Collection<NDArray> lasting) {
        Map<String, Input> known = new HashMap<>();
        lasting.forEach(array -> Recording.nameOf(array).ifPresent(name -> known.put(name, new Input.Lasting(array))));
        aliases.forEach(alias -> Recording.nameOf(alias.array()).ifPresent(name -> known.put(name, new Input.Lasting(alias.lasting()))));
        noise.draws().forEach(draw -> Recording.nameOf(draw.array()).ifPresent(name -> known.put(name, draw.input())));
        Recording.nameOf(images).ifPresent(name -> known.put(name, new Input.Images()));
        return known;
    }

    private static List<Input> inputs(Recording recording, Map<String, Input> known, List<NDManager> managers, NDManager constants) {
        Map<String, NDArray> made = new HashMap<>();
        if (!known.keySet().containsAll(recording.variables())) {
            for (NDManager manager : managers) {
                manager.getManagedArrays().forEach(array -> Recording.nameOf(array).ifPresent(name -> made.putIfAbsent(name, array)));
            }
        }
        List<Input> inputs = new ArrayList<>();
        for (String variable : recording.variables()) {
            Input input = known.get(variable);
            inputs.add(input != null ? input : constant(recording, variable, made.get(variable), constants));
        }
        return inputs;
    }

    private static Input constant(Recording recording, String variable, NDArray array, NDManager constants) {
        if (array == null) {
            throw new UntraceableException("an array that the operator " + recording.readerOf(variable) + " reads is gone before the step's end");
        }
        NDArray copy = array.stopGradient().duplicate();
        copy.attach(constants);
        return new Input.Constant(copy);
    }

    /** Through other handles, since what has a part in the record must not be changed. */
    private static void change(List<NDArray> lasting, List<NDArray> values) {
        for (int i = 0; i < values.size(); i++) {
            NDArray handle = lasting.get(i).stopGradient();
            handle.attach(values.get(i).getManager());
            values.get(i).stopGradient().copyTo(handle);
        }
    }

    /**
     * Whether operations of the record that is open read an array that none of them made, such as a constant. A pass may free everything else
     * as soon as it has no more use for it; these a trace still looks for when the pass has run.
     */
    public static boolean isRead(NDArray array) {
        return Recording.isRead(array);
    }

    /** What the pass returned. */
    public NDList results() {
        return new NDList(outputs.subList(0, results));
    }

    /** How many operators the pass has. */
    public int operators() {
        return recording.operators();
    }

    /**
     * Makes sure that another step's pass was the same computation.
     *
     * @throws UntraceableException if it was not; the message says in what they differ
     */
    public void requireSame(Trace earlier) {
        if (!recording.structure().equals(earlier.recording.structure())) {
            throw new UntraceableException("two steps are not made of the same operators: "
                    + earlier.recording.firstDifference(recording));
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (!inputs.get(i).same(earlier.inputs.get(i))) {
                throw new UntraceableException("an array that the operator " + recording.readerOf(recording.variables().get(i))
                        + " reads is another in every step, and yet it is made of no images, noise or parameters that the engine knows of;"
                        + " was it computed in Java, or made with NDArray.stopGradient() where Tensors.stopGradient would do?");
            }
        }
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i) != earlier.changed.get(i)) {
                throw new UntraceableException("two steps do not change the same lasting arrays");
            }
        }
    }

    /**
     * The pass as one operator. It keeps this trace's constants, and lives as long as they do.
     *
     * @param onClose is given the operator, to be closed with what lasts
     */
    public Pass compile() {
        Graph graph = Graph.of(recording);
        constants.attachInternal(constants.getName() + "-graph", graph);
        return (images, noise) -> {
            NDList all = graph.run(images.getManager(), inputs.stream().map(input -> input.array(images, noise)).toList());
            change(changed, all.subList(results, all.size()));
            return new NDList(all.subList(0, results));
        };
    }

    @Override
    public void close() {
        constants.close();
    }
}
