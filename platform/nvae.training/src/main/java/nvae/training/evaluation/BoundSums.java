package nvae.training.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.Arrays;
import java.util.List;

/** Sums of the bound's terms over the images of many passes. */
final class BoundSums {
    /** The reconstruction, then the KL of every group, top-down. */
    private double[] sums = {};

    /**
     * Adds a pass's.
     *
     * @param reconstruction [N]
     * @param kl of every group, top-down, [N] each
     */
    void add(NDArray reconstruction, NDList kl) {
        NDArray terms = NDArrays.stack(new NDList(reconstruction).addAll(kl), 1);
        float[] batch = terms.sum(new int[] {0}).toFloatArray();
        sums = Arrays.copyOf(sums, batch.length);
        for (int i = 0; i < batch.length; i++) {
            sums[i] += batch[i];
        }
    }

    Bound means(long images) {
        List<Double> means = Arrays.stream(sums).map(sum -> sum / images).boxed().toList();
        return new Bound(means.get(0), means.subList(1, means.size()));
    }
}
