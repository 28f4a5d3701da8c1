package nvae.flow.iaf;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** z - shift: volume-preserving (NVAE, appendix). */
public final class Shift implements Transform {
    @Override
    public int parametersPerLatent() {
        return 1;
    }

    @Override
    public NDList apply(NDArray z, NDArray shift) {
        return new NDList(z.sub(shift), z.zerosLike());
    }
}
