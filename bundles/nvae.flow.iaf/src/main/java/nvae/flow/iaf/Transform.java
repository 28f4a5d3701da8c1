package nvae.flow.iaf;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** A monotone function of each element of z, whose parameters the {@link AutoregressiveNetwork} gives. */
public interface Transform {
    /** Parameters for each element. */
    int parametersPerLatent();

    /**
     * The new z and the log derivative of each of its elements, both [N,Z,H,W].
     *
     * @param z [N,Z,H,W]
     * @param parameters [N,ZP,H,W], those of one latent channel side by side
     */
    NDList apply(NDArray z, NDArray parameters);
}
