package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;
import nvae.api.tensor.Tracing;
import nvae.api.training.JoinedList;
import nvae.model.segment.Segment;
import nvae.model.segment.Segments;
import nvae.training.graph.Nodes.Entry;

/**
 * One pass, run and followed: what a graph needs to do the same.
 *
 * <p>MXNet records what depends on arrays that ask for a gradient. Parameters do; images and noise are made to, so that what depends on
 * them alone is recorded too. Everything else that enters the record is a lasting array or, as it seems from one pass, a constant. Two
 * traces of different steps must agree ({@link #requireSame}): then constants are constants, and nothing that was decided in Java changes
 * from step to step.
 *
 * <p>Every segment is recorded by itself, and its record taken down and dropped, so that a trace needs the memory of one segment at a time.
 */
public final class Trace implements AutoCloseable {
    private final int results;
    private final List<NDArray> changed;
    private final Recording recording;
    private final List<Input> inputs;
    private final NDManager constants;

    private Trace(int results, List<NDArray> changed, Recording recording, List<Input> inputs, NDManager constants) {
        this.results = results;
        this.changed = changed;
        this.recording = recording;
        this.inputs = inputs;
        this.constants = constants;
    }

    /**
     * Runs a pass, but for its effects on lasting arrays. No gradient collector may be open.
     *
     * @param lasting every array that the pass may read or change and that outlives it
     * @param owner of what a trace keeps
     * @throws UntraceableException if something enters or leaves that a graph cannot follow
     */
    public static Trace of(Traceable pass, NDArray images, Noise noise, Collection<NDArray> lasting, NDManager owner) {
        NDManager constants = owner.newSubManager();
        try (NDManager work = images.getManager().newSubManager();
                GradientCollector recording = owner.getEngine().newGradientCollector();
                Tracing tracing = Tracing.open()) {
            NDArray x = Graph.detached(images, work);
            x.setRequiresGradient(true);
            MarkedNoise marked = new MarkedNoise(noise);
            Pieces pieces = new Pieces(new ParameterStore(owner, false), tracing);
            NDList results = pass.run(pieces, x, marked);
            Recording whole = pieces.end(results);
            Map<String, Input> known = known(x, marked, tracing.aliases(), lasting);
            List<Input> inputs = inputs(whole, known, List.of(work, images.getManager(), owner), constants);
            return new Trace(results.size(), List.copyOf(pieces.changed), whole, inputs, constants);
        } catch (RuntimeException e) {
            constants.close();
            throw e;
        }
    }

    /** Runs segments and cuts the record behind each. */
    private static final class Pieces implements Segments {
        /** What enters the record is looked for when the pass has run. */
        private final Segments segments;
        private final Tracing tracing;
        private final Assembly graph = new Assembly();
        private final List<NDArray> changed = new ArrayList<>();
        private final List<JsonArray> changes = new ArrayList<>();

        Pieces(ParameterStore store, Tracing tracing) {
            this.segments = Segments.tidy(store, Recording::isRead);
            this.tracing = tracing;
        }

        @Override
        public NDList run(Segment segment, NDList inputs) {
            return cut(segments.run(segment, inputs));
        }

        /** Takes down what leads to some arrays, and to what has been changed since; gives them as arrays that nothing leads to. */
        private NDList cut(NDList outputs) {
            List<NDArray> made = outputs.stream().filter(Recording::isMade).toList();
            Iterator<JsonArray> entries = add(new NDList(made)).iterator();
            NDList cut = new NDList();
            outputs.forEach(output -> cut.add(Recording.isMade(output) ? leaf(output, entries.next()) : output));
            return cut;
        }

        private NDArray leaf(NDArray output, JsonArray entry) {
            NDManager owner = output.getManager();
            NDArray array = Graph.detached(output, owner);
            Tensors.leaf(array, owner);
            graph.cut(array, entry);
            output.close();
            return array;
        }

        private List<JsonArray> add(NDList outputs) {
            NDList ends = new NDList(outputs);
            List<Tracing.Change> latest = tracing.takeChanges();
            for (Tracing.Change change : latest) {
                changed.add(change.lasting());
                ends.add(recorded(Tensors.stopGradient(change.value())));
            }
            List<JsonArray> entries = ends.isEmpty() ? List.of() : graph.add(ends);
            changes.addAll(entries.subList(outputs.size(), ends.size()));
            ends.subNDList(outputs.size()).close();
            latest.forEach(change -> change.value().close());
            return entries.subList(0, outputs.size());
        }

        /** The whole record: results, then what has been changed. */
        Recording end(NDList results) {
            List<JsonArray> ends = new ArrayList<>(add(new NDList(results.stream().map(Trace::recorded).toList())));
            ends.addAll(changes);
            return graph.whole(ends);
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
        Recording.nameOf(images).ifPresent(name -> known.put(name, new Input.Images(images.getShape())));
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
     * The pass as a graph. It lives as long as this trace, if it is not closed before.
     *
     * @param sideBySide parameters that lie side by side; if their gradients do too, so are their weight norms made. With none, weight norms stay as
     *     they are
     */
    public CompiledPass compile(Optional<JoinedList> sideBySide) {
        NDManager owner = constants.newSubManager();
        try {
            return compile(sideBySide, owner);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    private CompiledPass compile(Optional<JoinedList> sideBySide, NDManager owner) {
        Map<String, Input> entering = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            entering.put(recording.variables().get(i), inputs.get(i));
        }
        Nodes nodes = new Nodes(recording);
        WeightNorms norms = lasting(new WeightNorms(nodes, sideBySide, entering, owner), owner);
        List<Entry> heads = nodes.heads();
        Changes changes = lasting(new Changes(nodes, heads.subList(results, heads.size()), changed, entering, owner), owner);
        List<Entry> ends = new ArrayList<>(heads.subList(0, results));
        ends.addAll(changes.sources());
        Division division = new Division(nodes.leadingTo(ends), results, variable -> entering.get(variable).shape());
        DividedPass graph = lasting(new DividedPass(division, division.variables(entering), owner), owner);
        Pass pass = (images, noise) -> {
            WeightNorms.Run weights = norms.run(images.getManager());
            DividedPass.Run run = graph.run(images, noise);
            changes.make(run.changes());
            return new Run(weights, run);
        };
        return new CompiledPass(pass, norms.count(), owner);
    }

    private static <T extends AutoCloseable> T lasting(T part, NDManager owner) {
        owner.attachInternal(UUID.randomUUID().toString(), part);
        return part;
    }

    /** Weights are made before all else, and their gradients are the last to go back. */
    private record Run(WeightNorms.Run weights, DividedPass.Run rest) implements Pass.Run {
        @Override
        public NDList results() {
            return rest.results();
        }

        @Override
        public void backward(GradientCollector collector) {
            rest.backward(collector);
            weights.backward(collector);
        }
    }

    @Override
    public void close() {
        constants.close();
    }
}
