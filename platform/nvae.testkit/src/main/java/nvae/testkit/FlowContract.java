package nvae.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.List;
import nvae.api.distribution.FlowType;
import nvae.api.layer.ParameterStart;
import nvae.api.part.Options;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every flow must do. A flow's test is a subclass that names it. */
public abstract class FlowContract extends TensorContract {
    private static final Shape Z = new Shape(1, 2, 3, 4);
    private static final int FEATURES = 5;

    /** The flow under test. */
    protected abstract FlowType flow();

    /** Options under which the contract must hold. */
    protected List<Options> options() {
        return List.of(Options.none());
    }

    @ParameterizedTest
    @MethodSource("options")
    void zAndTheLogDeterminantKeepTheShapeOfZ(Options options) {
        Flow flow = new Flow(options);
        NDList moved = flow.forward(normal("z", 1, 3, 2, 4, 6));

        assertThat(moved.get(0).getShape()).isEqualTo(new Shape(3, 2, 4, 6));
        assertThat(moved.get(1).getShape()).isEqualTo(new Shape(3, 2, 4, 6));
    }

    /** The density of a flow's output rests on this: q(f(z)) = q(z) / |det df/dz|. */
    @ParameterizedTest
    @MethodSource("options")
    void theLogDeterminantIsThatOfTheJacobian(Options options) {
        Flow flow = new Flow(options);
        NDArray z = normal("z", 1, Z.getShape());
        double reported = flow.forward(z).get(1).sum().getFloat();

        assertThat(reported).isCloseTo(logAbsoluteDeterminant(flow.jacobian(z)), Offset.offset(1e-3 * (1 + Math.abs(reported))));
    }

    @ParameterizedTest
    @MethodSource("options")
    void anElementsLogDeterminantBelongsToItsImage(Options options) {
        Flow flow = new Flow(options);
        NDArray one = normal("one", 1, Z.getShape());
        NDArray other = normal("other", 1, Z.getShape());
        NDArray features = features(one);
        NDArray otherFeatures = features.neg();
        NDArray together = flow.forward(one.concat(other, 0), features.concat(otherFeatures, 0)).get(1).sum(new int[] {1, 2, 3});

        assertThat(together.toFloatArray())
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(
                        flow.forward(one, features).get(1).sum().getFloat(), flow.forward(other, otherFeatures).get(1).sum().getFloat());
    }

    @ParameterizedTest
    @MethodSource("options")
    void gradientsAgreeWithFiniteDifferences(Options options) {
        Flow flow = new Flow(options);
        NDArray z = normal("z", 1, 2, 2, 3, 4);

        Gradients.assertAgreeWithFiniteDifferences(z, x -> flow.forward(x).get(0));
        Gradients.assertAgreeWithFiniteDifferences(z, x -> flow.forward(x).get(0).add(flow.forward(x).get(1)));
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyParameterMovesTheOutput(Options options) {
        Flow flow = new Flow(options);
        List<Parameter> trainable = flow.block.getParameters().values().stream().filter(Parameter::requiresGradient).toList();
        trainable.forEach(parameter -> parameter.getArray().setRequiresGradient(true));
        NDArray z = normal("z", 1, 4, 2, 6, 6);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDList moved = flow.forward(z);
            collector.backward(moved.get(0).square().sum().add(moved.get(1).sum()));
        }

        assertThat(trainable).isNotEmpty().allSatisfy(parameter -> {
            NDArray gradient = parameter.getArray().getGradient();
            assertThat(gradient.abs().sum().getFloat()).as(parameter.getName()).isFinite().isPositive();
        });
    }

    @ParameterizedTest
    @MethodSource("options")
    void aNewFlowStartsNearTheIdentity(Options options) {
        Block block = newFlow(options);
        NDArray z = normal("z", 1, 8, 2, 4, 4);
        NDArray moved = block.forward(new ParameterStore(manager, false), new NDList(z, features(z)), false).get(0);

        assertThat(correlation(z, moved)).isGreaterThan(0.7);
    }

    private Block newFlow(Options options) {
        Block block = flow().create((int) Z.get(1), FEATURES, options);
        ParameterStart.initialize(block, manager, 3, Z, new Shape(Z.get(0), FEATURES, Z.get(2), Z.get(3)));
        return block;
    }

    private NDArray features(NDArray z) {
        return normal("features", 1, z.size(0), FEATURES, z.size(2), z.size(3));
    }

    private static double correlation(NDArray a, NDArray b) {
        NDArray x = a.sub(a.mean());
        NDArray y = b.sub(b.mean());
        return x.mul(y).sum().getFloat() / Math.sqrt(x.square().sum().getFloat() * (double) y.square().sum().getFloat());
    }

    /** A flow whose parameters have moved away from where they start. */
    private final class Flow {
        final Block block;

        Flow(Options options) {
            block = newFlow(options);
            for (Parameter parameter : block.getParameters().values()) {
                NDArray values = parameter.getArray();
                values.addi(normal(parameter.getName() + values.getShape(), 0.3, values.getShape().getShape()));
            }
        }

        NDList forward(NDArray z) {
            return forward(z, features(z));
        }

        NDList forward(NDArray z, NDArray features) {
            return block.forward(new ParameterStore(manager, false), new NDList(z, features), false);
        }

        /** d f(z)_i / d z_j, row by row. */
        double[][] jacobian(NDArray z) {
            int size = (int) z.size();
            double[][] jacobian = new double[size][size];
            for (int i = 0; i < size; i++) {
                float[] unit = new float[size];
                unit[i] = 1;
                float[] row = Gradients.of(z, x -> forward(x).get(0), manager.create(unit, z.getShape())).toFloatArray();
                for (int j = 0; j < size; j++) {
                    jacobian[i][j] = row[j];
                }
            }
            return jacobian;
        }
    }

    /** By Gaussian elimination with pivots; the matrix is overwritten. */
    private static double logAbsoluteDeterminant(double[][] a) {
        double logDeterminant = 0;
        for (int column = 0; column < a.length; column++) {
            int pivot = column;
            for (int row = column + 1; row < a.length; row++) {
                pivot = Math.abs(a[row][column]) > Math.abs(a[pivot][column]) ? row : pivot;
            }
            double[] swapped = a[column];
            a[column] = a[pivot];
            a[pivot] = swapped;
            logDeterminant += Math.log(Math.abs(a[column][column]));
            for (int row = column + 1; row < a.length; row++) {
                double factor = a[row][column] / a[column][column];
                for (int k = column; k < a.length; k++) {
                    a[row][k] -= factor * a[column][k];
                }
            }
        }
        return logDeterminant;
    }
}
