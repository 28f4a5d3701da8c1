package nvae.flow.iaf;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import nvae.api.tensor.Tensors;

/** s z + (1 - s) m with a gate s in (0,1), like an LSTM's forget gate (Kingma et al., 2016, eq. 13); it starts open, at sigmoid(2). */
final class Gated implements Transform {
    private static final int PARAMETERS = 2;
    private static final float OPEN = 2;

    @Override
    public int parametersPerLatent() {
        return PARAMETERS;
    }

    @Override
    public NDList apply(NDArray z, NDArray parameters) {
        PerLatent each = PerLatent.of(parameters, z);
        NDArray m = each.get(0);
        NDArray logit = each.get(1).add(OPEN);
        return new NDList(m.add(Tensors.sigmoid(logit).mul(z.sub(m))), Tensors.softplus(logit.neg()).neg());
    }
}
