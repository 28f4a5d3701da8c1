package nvae.flow.iaf;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import nvae.api.layer.Convolution;
import nvae.api.layer.Layers;
import nvae.api.layer.ParameterStart;
import nvae.testkit.Gradients;
import nvae.testkit.TensorContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutoregressiveCellTest extends TensorContract {
    private static final int CHANNELS = 2;
    private static final int PIXELS = 12;

    /** In raster order of pixels, channels within a pixel, the Jacobian has nothing above its diagonal (mirrored: pixels backwards). */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anElementDependsOnItselfAndElementsBeforeIt(boolean mirrored) {
        AutoregressiveCell cell = new AutoregressiveCell(CHANNELS, 3, 3, new Gated(), mirrored);
        NDArray z = normal("z", 1, 1, CHANNELS, 3, 4);
        ParameterStart.initialize(cell, manager, 5, z.getShape());

        int dependences = 0;
        for (int out = 0; out < z.size(); out++) {
            float[] unit = new float[(int) z.size()];
            unit[out] = 1;
            float[] row = Gradients.of(z, x -> run(cell, x), manager.create(unit, z.getShape())).toFloatArray();
            for (int in = 0; in < row.length; in++) {
                if (place(in, mirrored) > place(out, mirrored)) {
                    assertThat(row[in]).as("d z'[%d] / d z[%d]", out, in).isZero();
                } else if (in == out) {
                    assertThat(row[in]).isPositive();
                } else if (row[in] != 0) {
                    dependences++;
                }
            }
        }
        assertThat(dependences).isGreaterThan((int) z.size());
    }

    @Test
    void allItsConvolutionsAreSeenByRegularizersMasksIncluded() {
        AutoregressiveCell cell = new AutoregressiveCell(CHANNELS, 3, 5, new Shift(), false);
        NDArray z = normal("z", 1, 1, CHANNELS, 3, 4);
        ParameterStart.initialize(cell, manager, 5, z.getShape());
        run(cell, z);

        assertThat(Layers.in(cell, Convolution.class)).hasSize(3).allSatisfy(convolution -> {
            NDArray weight = convolution.effectiveWeight();
            assertThat(weight.getShape()).isEqualTo(convolution.weightShape());
            assertThat(weight.eq(0).sum().toType(DataType.INT32, false).getInt()).isPositive();
        });
    }

    private NDArray run(AutoregressiveCell cell, NDArray z) {
        return cell.forward(new ParameterStore(manager, false), new NDList(z), false).get(0);
    }

    /** The place of an element, counted in C order of [Z,H,W], in the order of the flow. */
    private static int place(int element, boolean mirrored) {
        int pixel = element % PIXELS;
        int channel = element / PIXELS;
        return (mirrored ? PIXELS - 1 - pixel : pixel) * CHANNELS + channel;
    }
}
