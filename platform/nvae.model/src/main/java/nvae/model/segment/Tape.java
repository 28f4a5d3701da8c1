package nvae.model.segment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;
import nvae.api.layer.Convolution;
import nvae.api.tensor.Leaf;
import nvae.api.tensor.Tensors;

/**
 * A training pass whose recorded graph is cut between its segments, so that a segment's activations can be forgotten and made again when
 * the backward pass comes to it (gradient check-pointing; Chen et al., 2016). Gradients and running statistics are those of the plain pass:
 * the same operations on the same values, whose gradients are added up in the same order.
 *
 * <p>What is no longer needed is closed, which on MXNet waits for it: freed without waiting, passes would run ahead of the engine and hold more (a
 * small model peaked at 386 MB instead of less than 340).
 *
 * <p>One instance a pass, all within one gradient collector.
 */
public final class Tape {
    private final NDManager manager;
    private final ParameterStore store;
    private final CutWeights weights;
    private final Deque<Cut> cuts = new ArrayDeque<>();
    /** Where the caller's own graph begins, by what segments gave. */
    private final Map<NDArray, Leaf> leaves = new IdentityHashMap<>();
    /** For all that segments gave, the gradients that have come back so far, those from the latest uses first. */
    private final Map<NDArray, Deque<NDArray>> gradients = new IdentityHashMap<>();

    /**
     * A segment that has run.
     *
     * @param recording its graph; null if it was forgotten
     */
    private record Cut(Segment segment, SegmentParameters parameters, NDList inputs, NDList outputs, Recording recording,
            Map<Convolution, NDArray> weights) {}

    /**
     * Starts a pass.
     *
     * @param model whose convolutions may be penalized
     * @param manager of the step: all that the pass makes is freed with it
     */
    public Tape(Block model, NDManager manager, ParameterStore store) {
        this.manager = manager;
        this.store = store;
        weights = new CutWeights(model);
    }

    /** Runs a segment and keeps its graph. */
    public NDList keep(Segment segment, NDList inputs) {
        return run(segment, inputs, true);
    }

    /** Runs a segment and forgets all but its outputs. */
    public NDList forget(Segment segment, NDList inputs) {
        return run(segment, inputs, false);
    }

    private NDList run(Segment segment, NDList inputs, boolean keep) {
        SegmentParameters parameters = new SegmentParameters(store, manager);
        Predicate<NDArray> followed = keep ? gradients::containsKey : input -> false;
        Recording recording = Recording.of(segment, parameters, inputs, followed, manager);
        NDList outputs = new NDList(recording.outputs().size());
        for (NDArray output : recording.outputs()) {
            NDArray cut = output.stopGradient();
            cut.attach(manager);
            gradients.put(cut, new ArrayDeque<>());
            outputs.add(cut);
        }
        if (keep) {
            cuts.push(new Cut(segment, parameters, inputs, outputs, recording, weights.madeWith(parameters.asked())));
        } else {
            recording.close();
            cuts.push(new Cut(segment, parameters, inputs, outputs, null, Map.of()));
        }
        return outputs;
    }

    /**
     * What a segment gave, as the begin of the graph that the caller records from here to the loss.
     *
     * @param output of a segment, once
     */
    public NDArray leaf(NDArray output) {
        NDArray array = output.stopGradient();
        array.attach(manager);
        Leaf leaf = Tensors.leaf(array, manager);
        leaf.expectGradient();
        leaves.put(output, leaf);
        return array;
    }

    /**
     * Cuts the effective weights of all convolutions out of the recorded graph, before penalties on them are computed; their gradients
     * are then part of the backward pass.
     */
    public void cutWeights() {
        weights.cut();
    }

    /**
     * From the leaves back to the first segment, after the caller's own backward pass to the leaves.
     *
     * @param reached parameters that the caller's backward pass reached too: their gradients are added up
     */
    public void backward(GradientCollector collector, Collection<Parameter> reached) {
        leaves.forEach((output, leaf) -> add(output, leaf.gradient()));
        while (!cuts.isEmpty()) {
            Cut cut = cuts.pop();
            backward(cut, collector, reached);
            cut.outputs().close();
            cut.parameters().forget();
        }
    }

    private void backward(Cut cut, GradientCollector collector, Collection<Parameter> reached) {
        NDList heads = new NDList();
        NDList headGradients = new NDList();
        Recording recording = cut.recording() != null ? cut.recording() : again(cut);
        try (recording) {
            for (int i = 0; i < cut.outputs().size(); i++) {
                Deque<NDArray> arrived = gradients.remove(cut.outputs().get(i));
                if (!arrived.isEmpty()) {
                    heads.add(recording.outputs().get(i));
                    headGradients.add(sum(arrived));
                }
            }
            weights.addTo(heads, headGradients, cut.recording() != null ? cut.weights() : weights.madeWith(cut.parameters().asked()));
            if (heads.isEmpty()) {
                return;
            }
            Map<NDArray, NDArray> before = gradientsOf(cut.parameters().asked(), reached);
            recording.leaves().values().forEach(Leaf::expectGradient);
            Tensors.backward(collector, heads, headGradients);
            before.forEach((gradient, earlier) -> gradient.addi(earlier));
            recording.leaves().forEach((place, leaf) -> add(cut.inputs().get(place), leaf.gradient()));
        }
        headGradients.close();
    }

    private Recording again(Cut cut) {
        return Recording.of(cut.segment(), cut.parameters().again(), cut.inputs(), gradients::containsKey, manager);
    }

    /** Gradients that a backward pass would overwrite, and copies of what they are. */
    private Map<NDArray, NDArray> gradientsOf(Collection<Parameter> parameters, Collection<Parameter> reached) {
        Map<NDArray, NDArray> before = new IdentityHashMap<>();
        if (!Tensors.addsGradients(manager)) {
            parameters.stream().filter(reached::contains).map(parameter -> parameter.getArray().getGradient())
                    .forEach(gradient -> before.put(gradient, gradient.duplicate()));
        }
        return before;
    }

    private void add(NDArray origin, NDArray gradient) {
        gradient.attach(manager);
        gradients.get(origin).add(gradient);
    }

    /** In the order in which the array was used, as in the plain pass: the sum of floating-point numbers depends on it. */
    private static NDArray sum(Deque<NDArray> arrived) {
        NDArray sum = arrived.removeLast();
        while (!arrived.isEmpty()) {
            NDArray next = arrived.removeLast();
            NDArray larger = sum.add(next);
            sum.close();
            next.close();
            sum = larger;
        }
        return sum;
    }
}
