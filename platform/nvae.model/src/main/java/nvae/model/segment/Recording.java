package nvae.model.segment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import nvae.api.tensor.Leaf;
import nvae.api.tensor.Tensors;

/**
 * A run of a segment as a recorded graph of its own. Of what the run made, only what a backward pass needs is kept.
 *
 * @param inputs what the graph begins with, in the order of the segment's inputs
 * @param leaves those of the inputs that want a gradient, by their place
 * @param outputs what the graph ends with
 */
record Recording(NDList inputs, Map<Integer, Leaf> leaves, NDList outputs) implements AutoCloseable {

    /**
     * Runs a segment.
     *
     * @param followed which inputs want a gradient
     * @param owner of all that is kept
     */
    static Recording of(Segment segment, SegmentParameters parameters, NDList inputs, Predicate<NDArray> followed, NDManager owner) {
        NDList begin = new NDList(inputs.size());
        Map<Integer, Leaf> leaves = new LinkedHashMap<>();
        try (NDManager passing = owner.newSubManager()) {
            for (int i = 0; i < inputs.size(); i++) {
                NDArray input = inputs.get(i).stopGradient();
                input.attach(passing);
                if (followed.test(inputs.get(i))) {
                    leaves.put(i, Tensors.leaf(input, owner));
                }
                begin.add(input);
            }
            NDList outputs = segment.forward(parameters, begin);
            begin.attach(owner);
            outputs.attach(owner);
            return new Recording(begin, leaves, outputs);
        }
    }

    /** Drops the graph. */
    @Override
    public void close() {
        outputs.close();
        inputs.close();
    }
}
