package nvae.training.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import nvae.api.tensor.Noise;
import nvae.model.GroupPass;
import nvae.model.Hierarchy;

/** Sums of posterior means and of their squares over the images of many passes, latent variable by latent variable. */
final class UnitSums {
    /** A unit is active if the variance of its posterior mean over images is above this (Burda et al., 2016, section 5). */
    private static final double ACTIVE_VARIANCE = 0.01;

    private final double[][] sums;
    private final double[][] squares;

    UnitSums(Hierarchy hierarchy) {
        sums = new double[hierarchy.size()][];
        squares = new double[hierarchy.size()][];
    }

    /** @param means {@link #posteriorMean} of every group, top-down */
    void add(NDList means) {
        for (int group = 0; group < sums.length; group++) {
            NDArray mean = means.get(group);
            sums[group] = added(sums[group], mean.sum(new int[] {0}).toFloatArray());
            squares[group] = added(squares[group], mean.square().sum(new int[] {0}).toFloatArray());
        }
    }

    /** Active units of every group, top-down. */
    List<Integer> active(long images) {
        List<Integer> active = new ArrayList<>();
        for (int group = 0; group < sums.length; group++) {
            int count = 0;
            for (int unit = 0; unit < sums[group].length; unit++) {
                double mean = sums[group][unit] / images;
                count += squares[group][unit] / images - mean * mean > ACTIVE_VARIANCE ? 1 : 0;
            }
            active.add(count);
        }
        return active;
    }

    /** [N,Z,H,W]. The noise does not count. */
    static NDArray posteriorMean(GroupPass pass) {
        return pass.posterior().sample(Noise.seeded(0, 0), "mean", 0f);
    }

    private static double[] added(double[] sum, float[] values) {
        double[] added = sum == null ? new double[values.length] : sum;
        for (int i = 0; i < values.length; i++) {
            added[i] += values[i];
        }
        return added;
    }
}
