package nvae.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kernel against plain Java numbers, for the plain kernels and for the engine's own. */
class KernelsTest {
    private static final float SMALL = 2e-6f;

    private NDManager manager;

    static Stream<Kernels> kernels() {
        try (NDManager any = NDManager.newBaseManager()) {
            return Stream.of(Kernels.plain(), Kernels.of(any));
        }
    }

    @BeforeEach
    void openManager() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    private static float[] normal(int count) {
        RandomGenerator random = Streams.of(5, 0, "test");
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private NDArray array(float[] values, long... shape) {
        return manager.create(values, new Shape(shape));
    }

    /** One value of y = f(x), and dy/dx there. */
    private record Point(double y, double slope) {}

    private interface Pointwise {
        Point at(double x);
    }

    private void assertPointwise(UnaryOperator<NDArray> kernel, Pointwise expected) {
        float[] values = normal(48);
        NDArray x = array(values, 2, 3, 2, 4);
        x.setRequiresGradient(true);
        NDArray y;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            y = kernel.apply(x);
            collector.backward(y.sum());
        }
        float[] got = y.toFloatArray();
        float[] slopes = x.getGradient().toFloatArray();
        assertThat(y.getShape()).isEqualTo(x.getShape());
        for (int i = 0; i < values.length; i++) {
            Point point = expected.at(values[i]);
            assertThat((double) got[i]).as("y at %s", values[i]).isCloseTo(point.y(), within(4e-6));
            assertThat((double) slopes[i]).as("slope at %s", values[i]).isCloseTo(point.slope(), within(4e-6));
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void everyMatrixIsMultipliedWithItsOwnVector(Kernels kernels) {
        int count = 2;
        int rows = 3;
        int columns = 4;
        float[] all = normal(count * rows * columns + count * columns);
        float[] a = Arrays.copyOf(all, count * rows * columns);
        float[] v = Arrays.copyOfRange(all, a.length, all.length);
        NDArray matrices = array(a, count, rows, columns);
        matrices.setRequiresGradient(true);
        NDArray cotangent = array(normal(count * rows), count, rows, 1);
        NDArray products;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            products = kernels.timesVectors(matrices, array(v, count, columns, 1));
            collector.backward(products.mul(cotangent).sum());
        }

        assertThat(products.getShape()).isEqualTo(new Shape(count, rows, 1));
        float[] got = products.toFloatArray();
        float[] slopes = matrices.getGradient().toFloatArray();
        float[] weights = cotangent.toFloatArray();
        for (int row = 0; row < count * rows; row++) {
            double expected = 0;
            for (int i = 0; i < columns; i++) {
                float factor = v[row / rows * columns + i];
                expected += (double) a[row * columns + i] * factor;
                assertThat(slopes[row * columns + i]).isCloseTo(weights[row] * factor, within(SMALL));
            }
            assertThat((double) got[row]).isCloseTo(expected, within(4e-6));
        }
    }

    @Test
    void aForgottenGradientDoesNotAddToTheNext() {
        NDArray x = manager.create(new float[] {1, 2, 3});
        x.setRequiresGradient(true);
        for (int pass = 0; pass < 2; pass++) {
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(x.square().sum());
            }
            assertThat(x.getGradient().toFloatArray()).containsExactly(2, 4, 6);
            Tensors.forgetGradient(x.getGradient());
        }
    }

    @Test
    void manyGradientsAreForgottenAtOnce() {
        NDList leaves = new NDList(manager.create(new float[] {1, 2}), manager.create(new float[] {3, 4, 5}));
        leaves.forEach(x -> x.setRequiresGradient(true));
        for (int pass = 0; pass < 2; pass++) {
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(leaves.get(0).square().sum().add(leaves.get(1).square().sum()));
            }
            assertThat(leaves.get(0).getGradient().toFloatArray()).containsExactly(2, 4);
            assertThat(leaves.get(1).getGradient().toFloatArray()).containsExactly(6, 8, 10);
            Tensors.forgetGradients(new NDList(leaves.stream().map(NDArray::getGradient).toList()));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void swishIsXTimesSigmoid(Kernels kernels) {
        assertPointwise(kernels::swish, x -> new Point(x * sigmoid(x), sigmoid(x) * (1 + x * (1 - sigmoid(x)))));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void planarChangesNoValueAndNoGradient(Kernels kernels) {
        NDArray images = Noise.seeded(1, 0).normal(manager, "images", new Shape(2, 16, 8, 8));
        NDArray weight = Noise.seeded(1, 0).normal(manager, "weight", new Shape(16, 16, 1, 1));
        NDArray x = kernels.convolution(images, weight, null, 1, 0, 1, 1);
        assertThat(kernels.planar(x).getShape()).isEqualTo(x.getShape());
        assertThat(kernels.planar(x).toFloatArray()).isEqualTo(x.toFloatArray());
        assertPointwise(kernels::planar, value -> new Point(value, 1));
    }

    /** In the blocked layout that a convolution leaves, too. */
    @ParameterizedTest
    @MethodSource("kernels")
    void swishIsTheSameWhetherGradientsAreRecordedOrNot(Kernels kernels) {
        NDArray images = Noise.seeded(1, 0).normal(manager, "images", new Shape(2, 16, 8, 8));
        NDArray weight = Noise.seeded(1, 0).normal(manager, "weight", new Shape(16, 16, 1, 1)).mul(2);
        NDArray x = kernels.convolution(images, weight, null, 1, 0, 1, 1);
        float[] alone = kernels.swish(x).toFloatArray();
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            assertThat(kernels.swish(x).toFloatArray()).isEqualTo(alone);
        }
        float[] values = x.toFloatArray();
        for (int i = 0; i < values.length; i++) {
            assertThat(alone[i]).isCloseTo((float) (values[i] * sigmoid(values[i])), within(1e-5f));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void eluIsExponentialBelowZero(Kernels kernels) {
        assertPointwise(kernels::elu, x -> x > 0 ? new Point(x, 1) : new Point(Math.exp(x) - 1, Math.exp(x)));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void rowsAreSplitWhereTheCutsAre(Kernels kernels) {
        NDArray x = array(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2);
        NDList parts = kernels.splitRows(x, new long[] {1, 3});
        assertThat(parts).extracting(part -> part.getShape()).containsExactly(new Shape(1, 2), new Shape(2, 2), new Shape(1, 2));
        assertThat(parts.get(0).toFloatArray()).containsExactly(1, 2);
        assertThat(parts.get(1).toFloatArray()).containsExactly(3, 4, 5, 6);
        assertThat(parts.get(2).toFloatArray()).containsExactly(7, 8);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void eachArrayLosesItsRows(Kernels kernels) {
        NDList arrays = new NDList(array(new float[] {10, 10}, 1, 2), array(new float[] {20, 20, 30, 30}, 2, 2));
        kernels.subtractRows(array(new float[] {1, 2, 3, 4, 5, 6}, 3, 2), new long[] {1}, arrays);
        assertThat(arrays.get(0).toFloatArray()).containsExactly(9, 8);
        assertThat(arrays.get(1).toFloatArray()).containsExactly(17, 16, 25, 24);
        kernels.subtractRows(array(new float[] {9, 8}, 1, 2), new long[0], new NDList(arrays.get(0)));
        assertThat(arrays.get(0).toFloatArray()).containsExactly(0, 0);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void reluCutsAtZero(Kernels kernels) {
        assertPointwise(kernels::relu, x -> x > 0 ? new Point(x, 1) : new Point(0, 0));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sigmoidTanhAndSoftplusAreTheirFormulas(Kernels kernels) {
        assertPointwise(kernels::sigmoid, x -> new Point(sigmoid(x), sigmoid(x) * (1 - sigmoid(x))));
        assertPointwise(kernels::tanh, x -> new Point(Math.tanh(x), 1 - Math.tanh(x) * Math.tanh(x)));
        assertPointwise(kernels::softplus, x -> new Point(Math.log1p(Math.exp(x)), sigmoid(x)));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void softClampStaysWithinItsBound(Kernels kernels) {
        assertPointwise(x -> kernels.softClamp(x, 1.5f), x -> {
            double t = Math.tanh(x / 1.5);
            return new Point(1.5 * t, 1 - t * t);
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void softplusAndLogSumExpSurviveLargeValues(Kernels kernels) {
        assertThat(kernels.softplus(array(new float[] {200, -200}, 2)).toFloatArray()).containsExactly(200, 0);
        NDArray x = array(new float[] {500, 500, -500, -500}, 1, 2, 2);
        float log2 = (float) Math.log(2);
        assertThat(kernels.logSumExp(x, 2).toFloatArray()).containsExactly(500 + log2, -500 + log2);
        assertThat(kernels.logSumExp(array(new float[] {-3000, 0.25f, 0.25f}, 1, 3), 1).toFloatArray())
                .containsExactly(new float[] {0.25f + log2}, within(SMALL));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void logSumExpSumsOverTheAxisAndItsGradientIsTheSoftmax(Kernels kernels) {
        float[] values = normal(24);
        NDArray x = array(values, 2, 3, 2, 2);
        x.setRequiresGradient(true);
        NDArray y;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            y = kernels.logSumExp(x, 1);
            collector.backward(y.sum());
        }
        assertThat(y.getShape()).isEqualTo(new Shape(2, 2, 2));
        float[] got = y.toFloatArray();
        float[] gradient = x.getGradient().toFloatArray();
        for (int n = 0; n < 2; n++) {
            for (int p = 0; p < 4; p++) {
                double sum = 0;
                for (int c = 0; c < 3; c++) {
                    sum += Math.exp(values[n * 12 + c * 4 + p]);
                }
                assertThat((double) got[n * 4 + p]).isCloseTo(Math.log(sum), within(4e-6));
                for (int c = 0; c < 3; c++) {
                    int i = n * 12 + c * 4 + p;
                    assertThat((double) gradient[i]).isCloseTo(Math.exp(values[i]) / sum, within(4e-6));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void meanHWAveragesEachMap(Kernels kernels) {
        NDArray x = array(new float[] {1, 2, 3, 6, -1, -2, -3, -6}, 1, 2, 2, 2);
        x.setRequiresGradient(true);
        NDArray y;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            y = kernels.meanHW(x);
            collector.backward(y.mul(array(new float[] {4, 8}, 1, 2)).sum());
        }
        assertThat(y.getShape()).isEqualTo(new Shape(1, 2));
        assertThat(y.toFloatArray()).containsExactly(3, -3);
        assertThat(x.getGradient().toFloatArray()).containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void gateScalesEachMapAndPassesGradientsToBoth(Kernels kernels) {
        NDArray x = array(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2, 2);
        NDArray gate = array(new float[] {0.5f, 2}, 1, 2);
        x.setRequiresGradient(true);
        gate.setRequiresGradient(true);
        NDArray y;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            y = kernels.gate(x, gate);
            collector.backward(y.sum());
        }
        assertThat(y.toFloatArray()).containsExactly(0.5f, 1, 1.5f, 2, 10, 12, 14, 16);
        assertThat(x.getGradient().toFloatArray()).containsExactly(0.5f, 0.5f, 0.5f, 0.5f, 2, 2, 2, 2);
        assertThat(gate.getGradient().toFloatArray()).containsExactly(10, 26);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void addScaledScalesTheSecondOnly(Kernels kernels) {
        NDArray x = array(new float[] {1, 2}, 2);
        NDArray y = array(new float[] {10, 20}, 2);
        y.setRequiresGradient(true);
        NDArray sum;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            sum = kernels.addScaled(x, y, 0.5f);
            collector.backward(sum.sum());
        }
        assertThat(sum.toFloatArray()).containsExactly(6, 12);
        assertThat(y.getGradient().toFloatArray()).containsExactly(0.5f, 0.5f);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sumPerImageKeepsTheFirstAxis(Kernels kernels) {
        NDArray sums = kernels.sumPerImage(array(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 1, 2, 2));
        assertThat(sums.getShape()).isEqualTo(new Shape(2));
        assertThat(sums.toFloatArray()).containsExactly(10, 26);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void splitAndConcatChannelsUndoEachOther(Kernels kernels) {
        NDArray x = array(normal(24), 2, 6, 1, 2);
        NDList parts = kernels.split(x, 3, 1);
        assertThat(parts).hasSize(3).allMatch(part -> part.getShape().equals(new Shape(2, 2, 1, 2)));
        assertThat(kernels.concat(parts, 1)).isEqualTo(x);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sliceTakesWhatLiesBetweenBeginAndEnd(Kernels kernels) {
        NDArray x = array(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 2, 4);
        assertThat(kernels.slice(x, 1, 1, 3).toFloatArray()).containsExactly(1, 2, 5, 6);
        assertThat(kernels.slice(x, 1, 0, 2).toFloatArray()).containsExactly(0, 1, 4, 5);
        assertThat(kernels.slice(x, 1, 2, 4).toFloatArray()).containsExactly(2, 3, 6, 7);
        assertThat(kernels.slice(x, 0, 0, 2).toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    /** Blocked layouts, with channels that are no multiple of 16, have made engines throw here. */
    @ParameterizedTest
    @MethodSource("kernels")
    void sliceAndSplitReadTheOutputOfAConvolution(Kernels kernels) {
        NDArray x = array(normal(2 * 24 * 36), 2, 24, 6, 6);
        NDArray identity = manager.eye(24).reshape(24, 24, 1, 1);
        NDArray y = kernels.convolution(x, identity, null, 1, 0, 1, 1);
        float[] channels4to7 = kernels.slice(x, 1, 4, 7).toFloatArray();
        assertThat(kernels.slice(y, 1, 4, 7).toFloatArray()).containsExactly(channels4to7, within(SMALL));
        assertThat(kernels.split(y, 2, 1).get(1).toFloatArray())
                .containsExactly(kernels.slice(x, 1, 12, 24).toFloatArray(), within(SMALL));
    }

    /** Training takes another way than evaluation through the usual depthwise convolution, if the map is as high as the kernel. */
    @ParameterizedTest
    @MethodSource("kernels")
    void aDepthwiseConvolutionOf5x5SumsOverEachNeighbourhood(Kernels kernels) {
        sumsOverEachNeighbourhood(kernels, 8, 6);
        sumsOverEachNeighbourhood(kernels, 4, 4);
    }

    private void sumsOverEachNeighbourhood(Kernels kernels, int height, int width) {
        float[] values = normal(2 * 3 * height * width);
        float[] weights = normal(3 * 25);
        NDArray x = array(values, 2, 3, height, width);
        NDArray weight = array(weights, 3, 1, 5, 5);
        x.setRequiresGradient(true);
        weight.setRequiresGradient(true);
        float[] expected = new float[values.length];
        float[] slopes = new float[values.length];
        float[] weightSlopes = new float[weights.length];
        for (int i = 0; i < values.length; i++) {
            int channel = i / (height * width) % 3;
            int row = i / width % height;
            int column = i % width;
            for (int tap = 0; tap < 25; tap++) {
                int r = row + tap / 5 - 2;
                int c = column + tap % 5 - 2;
                if (r >= 0 && r < height && c >= 0 && c < width) {
                    int from = i + (r - row) * width + c - column;
                    expected[i] += weights[channel * 25 + tap] * values[from];
                    slopes[from] += weights[channel * 25 + tap];
                    weightSlopes[channel * 25 + tap] += values[from];
                }
            }
        }
        NDArray y;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            y = kernels.convolution(x, weight, null, 1, 2, 1, 3);
            collector.backward(y.sum());
        }
        assertThat(y.toFloatArray()).containsExactly(expected, near());
        assertThat(kernels.convolution(x, weight, null, 1, 2, 1, 3).toFloatArray()).containsExactly(expected, near());
        assertThat(x.getGradient().toFloatArray()).containsExactly(slopes, near());
        assertThat(weight.getGradient().toFloatArray()).containsExactly(weightSlopes, within(5e-5f));
    }

    @Test
    void whatIsFreedHasStillDoneItsPart() {
        NDArray x = array(normal(6), 2, 3);
        NDArray doubled = x.mul(2);
        NDArray y = doubled.add(1);
        Tensors.free(doubled);
        float[] got = y.toFloatArray();
        float[] values = x.toFloatArray();
        for (int i = 0; i < got.length; i++) {
            assertThat(got[i]).isEqualTo(2 * values[i] + 1);
        }
        assertThat(manager.getManagedArrays()).noneMatch(array -> array == doubled);
        assertThatThrownBy(doubled::toFloatArray).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aManagersOwnArraysAreFreedAndOthersGoBack() {
        NDArray lasting = array(normal(6), 2, 3);
        float[] values = lasting.toFloatArray();
        NDManager work = manager.newSubManager();
        lasting.tempAttach(work);
        NDArray made = lasting.mul(2);
        Tensors.close(work);
        assertThat(work.isOpen()).isFalse();
        assertThatThrownBy(made::toFloatArray).isInstanceOf(IllegalStateException.class);
        assertThat(lasting.getManager()).isSameAs(manager);
        assertThat(lasting.toFloatArray()).isEqualTo(values);
    }

    /** A product takes a hundred times as long as to ask for it. */
    @Test
    void nobodyWaitsForWhatIsFreed() {
        assumeTrue(Engine.getInstance().getEngineName().equals("MXNet"), "this engine computes while it is asked to");
        NDArray x = array(normal(1024 * 1024), 1024, 1024);
        NDArray product = x.matMul(x);
        product.toFloatArray();
        long begin = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            NDArray before = product;
            product = before.matMul(x);
            Tensors.free(before);
        }
        Tensors.free(product);
        long freed = System.nanoTime() - begin;
        Tensors.awaitAll(manager);
        long done = System.nanoTime() - begin;
        assertThat(freed).isLessThan(done / 2);
    }

    /** MXNet reorders weights in place outside training; a check-point must still load. */
    @Test
    void aWeightCanStillBeSetAfterAConvolution() {
        NDArray x = array(normal(2 * 16 * 36), 2, 16, 6, 6);
        NDArray weight = array(normal(16 * 16 * 9), 16, 16, 3, 3);
        Tensors.convolution(x, weight, null, 1, 1, 1, 1).toFloatArray();
        float[] ones = new float[16 * 16 * 9];
        Arrays.fill(ones, 1);
        weight.set(ones);
        assertThat(weight.toFloatArray()).containsOnly(1);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void upsampleNearestRepeatsPixelsAndAddsTheirGradients(Kernels kernels) {
        NDArray x = array(new float[] {1, 2, 3, 4}, 1, 2, 1, 2);
        x.setRequiresGradient(true);
        NDArray y;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            y = kernels.upsampleNearest(x);
            collector.backward(y.mul(array(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 1, 1, 1, 1, 1, 1, 1, 1}, 1, 2, 2, 4)).sum());
        }
        assertThat(y.getShape()).isEqualTo(new Shape(1, 2, 2, 4));
        assertThat(y.toFloatArray()).containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
        assertThat(x.getGradient().toFloatArray()).containsExactly(14, 22, 4, 4);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void upsampleBilinearKeepsTheCorners(Kernels kernels) {
        NDArray x = array(new float[] {0, 3, 6, 9}, 1, 1, 2, 2);
        NDArray y = kernels.upsampleBilinear(x);
        assertThat(y.getShape()).isEqualTo(new Shape(1, 1, 4, 4));
        assertThat(y.toFloatArray())
                .containsExactly(
                        new float[] {0, 1, 2, 3, 2, 3, 4, 5, 4, 5, 6, 7, 6, 7, 8, 9}, within(SMALL));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void upsampleBilinearOfOnePixelRepeatsIt(Kernels kernels) {
        assertThat(kernels.upsampleBilinear(array(new float[] {7}, 1, 1, 1, 1)).toFloatArray()).containsExactly(7, 7, 7, 7);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void weightNormGivesEachOutputTheNormThatGSays(Kernels kernels) {
        NDArray direction = array(new float[] {3, 4, 0, 5}, 2, 1, 1, 2);
        NDArray logNorm = array(new float[] {0, (float) Math.log(2)}, 2, 1, 1, 1);
        float[] weight = kernels.weightNorm(direction, logNorm).toFloatArray();
        double unit = 5 / (5 + 1e-5);
        assertThat(weight)
                .containsExactly(
                        new float[] {(float) (0.6 * unit), (float) (0.8 * unit), 0, (float) (2 * unit)},
                        within(SMALL));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void weightNormOfManyOutputsAndItsGradients(Kernels kernels) {
        int outputs = 20;
        int rest = 2 * 3 * 3;
        float[] v = normal(outputs * rest);
        float[] g = normal(outputs);
        float[] head = new float[outputs * rest];
        for (int i = 0; i < head.length; i++) {
            head[i] = (float) Math.cos(i);
        }
        float[] weights = new float[v.length];
        float[] directionSlopes = new float[v.length];
        float[] logNormSlopes = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            double square = 0;
            double product = 0;
            for (int i = o * rest; i < (o + 1) * rest; i++) {
                square += (double) v[i] * v[i];
                product += (double) head[i] * v[i];
            }
            double norm = Math.sqrt(square);
            double scale = Math.exp(g[o]) / (norm + 1e-5);
            for (int i = o * rest; i < (o + 1) * rest; i++) {
                weights[i] = (float) (scale * v[i]);
                directionSlopes[i] = (float) (scale * (head[i] - v[i] * product / (norm * (norm + 1e-5))));
            }
            logNormSlopes[o] = (float) (scale * product);
        }
        NDArray direction = array(v, outputs, 2, 3, 3);
        NDArray logNorm = array(g, outputs, 1, 1, 1);
        direction.setRequiresGradient(true);
        logNorm.setRequiresGradient(true);
        NDArray weight;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            weight = kernels.weightNorm(direction, logNorm);
            collector.backward(weight.mul(array(head, outputs, 2, 3, 3)).sum());
        }
        assertThat(weight.toFloatArray()).containsExactly(weights, near());
        assertThat(direction.getGradient().toFloatArray()).containsExactly(directionSlopes, near());
        assertThat(logNorm.getGradient().toFloatArray()).containsExactly(logNormSlopes, near());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void batchNormTrainsOnTheBatchAndMovesTheRunningStatistics(Kernels kernels) {
        NDArray x = array(new float[] {1, 2, 3, 6}, 2, 1, 1, 2);
        NDArray mean = array(new float[] {10}, 1);
        NDArray variance = array(new float[] {20}, 1);
        NDArray gamma = array(new float[] {2}, 1);
        NDArray beta = array(new float[] {1}, 1);
        x.setRequiresGradient(true);
        NDArray y;
        for (int step = 0; step < 2; step++) {
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                y = kernels.batchNorm(x, mean, variance, gamma, beta, 1e-5f, 0.05f, true);
                collector.backward(y.square().sum());
            }
            double deviation = Math.sqrt(3.5 + 1e-5);
            float[] expected = new float[4];
            for (int i = 0; i < 4; i++) {
                expected[i] = (float) (2 * (new float[] {1, 2, 3, 6}[i] - 3) / deviation + 1);
            }
            assertThat(y.toFloatArray()).containsExactly(expected, within(SMALL));
        }
        double unbiased = 14.0 / 3;
        assertThat(mean.toFloatArray()[0]).isCloseTo((float) (0.95 * (0.95 * 10 + 0.05 * 3) + 0.05 * 3), near());
        assertThat(variance.toFloatArray()[0]).isCloseTo((float) (0.95 * (0.95 * 20 + 0.05 * unbiased) + 0.05 * unbiased), near());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void batchNormMovesTheRunningStatisticsWithoutABackwardPass(Kernels kernels) {
        NDArray x = array(new float[] {1, 2, 3, 6}, 2, 1, 1, 2);
        NDArray mean = array(new float[] {10}, 1);
        NDArray variance = array(new float[] {20}, 1);
        NDArray one = array(new float[] {1}, 1);
        float[] outside = kernels.batchNorm(x, mean, variance, one, one, 1e-5f, 0.5f, true).toFloatArray();
        assertThat(mean.toFloatArray()[0]).isCloseTo(6.5f, near());
        float[] inside;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            inside = kernels.batchNorm(x, mean, variance, one, one, 1e-5f, 0.5f, true).toFloatArray();
        }
        assertThat(mean.toFloatArray()[0]).isCloseTo(4.75f, near());
        assertThat(inside).containsExactly(outside, within(SMALL));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void batchNormEvaluatesWithTheRunningStatistics(Kernels kernels) {
        NDArray x = array(new float[] {1, 2, 3, 6}, 2, 1, 1, 2);
        NDArray mean = array(new float[] {2}, 1);
        NDArray variance = array(new float[] {4}, 1);
        NDArray gamma = array(new float[] {3}, 1);
        NDArray beta = array(new float[] {1}, 1);
        float[] y = kernels.batchNorm(x, mean, variance, gamma, beta, 0, 0.05f, false).toFloatArray();
        assertThat(y).containsExactly(new float[] {-0.5f, 1, 2.5f, 7}, within(1e-5f));
        assertThat(mean.toFloatArray()).containsExactly(2);
        assertThat(variance.toFloatArray()).containsExactly(4);
    }

    private static Offset<Float> near() {
        return within(1e-5f);
    }
}
