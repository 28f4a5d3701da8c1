package nvae.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * What is left of a pass down the decoder when everything else has been freed on the way. N counts images times posterior samples.
 *
 * @param reconstruction -log p(x|z) in nats, [N]
 * @param groups what was asked for of every group, top-down
 */
public record Outline(NDArray reconstruction, List<NDList> groups) {

    /** One array of every group, top-down. */
    public NDList each(int place) {
        return new NDList(groups.stream().map(group -> group.get(place)).toList());
    }
}
