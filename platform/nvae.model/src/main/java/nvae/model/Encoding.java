package nvae.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the way up leaves for the way down; it depends on the images alone, so that many samples of z can share it.
 *
 * @param images [N,C,H,W] in [0,1], padded
 * @param top features for group 0, [N,C,H,W]
 * @param topRaw the encoder's part of group 0's raw posterior parameters
 * @param kept features for the other groups, group 1 first
 */
public record Encoding(NDArray images, NDArray top, NDArray topRaw, List<NDArray> kept) {

    /** What a group's posterior depends on: its features, and at the top also the encoder's part of the raw parameters. */
    NDList features(int group) {
        return group == 0 ? new NDList(top, topRaw) : new NDList(kept.get(group - 1));
    }

    /** All its arrays; what is made with them belongs to their manager. */
    public List<NDArray> arrays() {
        List<NDArray> arrays = new ArrayList<>(List.of(images, top, topRaw));
        arrays.addAll(kept);
        return arrays;
    }

    /** Everything so many times: all images, then all images again, and so on. */
    Encoding repeated(int times) {
        return new Encoding(
                repeat(images, times), repeat(top, times), repeat(topRaw, times), kept.stream().map(features -> repeat(features, times)).toList());
    }

    /** [N,...] to [times N,...]. */
    private static NDArray repeat(NDArray x, int times) {
        return times == 1 ? x : NDArrays.concat(new NDList(Collections.nCopies(times, x)), 0);
    }
}
