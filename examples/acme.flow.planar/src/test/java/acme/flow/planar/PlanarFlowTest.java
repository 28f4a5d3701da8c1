package acme.flow.planar;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;
import nvae.api.distribution.FlowType;
import nvae.api.layer.ParameterStart;
import nvae.api.part.Options;
import nvae.api.tensor.Tensors;
import nvae.testkit.FlowContract;
import org.junit.jupiter.api.Test;

/** The contract holds the log-determinant against the numeric one of the whole Jacobian. */
class PlanarFlowTest extends FlowContract {
    @Override
    protected FlowType flow() {
        return new PlanarFlow();
    }

    @Override
    protected List<Options> options() {
        return List.of(Options.none(), Options.of("steps", 1));
    }

    /** Without the correction of u, u'w = -16 would fold space: the log-determinant would be that of a negative number, NaN. */
    @Test
    void aStepStaysInvertibleWhereverItsParametersGo() {
        Block flow = flow().create(4, 2, Options.of("steps", 1));
        Shape shape = new Shape(2, 4, 3, 3);
        ParameterStart.initialize(flow, manager, 1, shape, new Shape(2, 2, 3, 3));
        Tensors.set(flow.getParameters().get(0).getValue().getArray(), new float[] {-4, -4, -4, -4});
        Tensors.set(flow.getParameters().get(1).getValue().getArray(), new float[] {1, 1, 1, 1});
        NDArray z = normal("z", 3, shape.getShape());
        NDArray logDeterminant = flow.forward(new ParameterStore(manager, false), new NDList(z, z), false).get(1);

        for (float value : logDeterminant.toFloatArray()) {
            assertThat(value).isFinite();
        }
    }
}
