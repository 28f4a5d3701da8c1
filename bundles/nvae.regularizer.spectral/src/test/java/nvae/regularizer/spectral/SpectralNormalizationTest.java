package nvae.regularizer.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import nvae.api.layer.Chain;
import nvae.api.layer.Convolution;
import nvae.api.layer.ParameterStart;
import nvae.api.part.Options;
import nvae.api.training.Constraint;
import nvae.api.training.ConstraintType;
import nvae.api.training.RegularizerType;
import nvae.testkit.ConstraintContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpectralNormalizationTest extends ConstraintContract {
    private static final Shape IMAGES = new Shape(2, 3, 6, 6);

    private Convolution plain;
    private Convolution normalized;
    private Chain model;

    @BeforeEach
    void aModelOfTwoConvolutions() {
        plain = Convolution.of(3, 4, 3).weightNorm(false).build();
        normalized = Convolution.of(4, 6, 1).build();
        model = new Chain().then("stem", plain).then("tower", new Chain().then("convolution", normalized));
    }

    @Override
    protected ConstraintType constraint() {
        return new SpectralNormalization();
    }

    @Test
    void theLargestSingularValueIsTheBoundWithAndWithoutWeightNorm() {
        constrained(Options.of("bound", 2));

        assertThat(largest(plain)).isCloseTo(2, within(1e-3f));
        assertThat(largest(normalized)).isCloseTo(2, within(1e-3f));
    }

    @Test
    void itIsFollowedWhereverTheOptimizerMovesTheWeight() {
        Constraint constraint = constrained(Options.of("iterations", 20));
        for (int step = 0; step < 20; step++) {
            NDArray weight = plain.unconstrainedWeight();
            weight.addi(normal("step" + step, 0.05, weight.getShape().getShape()));
            float before = largest(plain);
            constraint.follow();
            assertThat(largest(plain)).isCloseTo(1, within(0.05f)).isLessThanOrEqualTo(before);
        }
    }

    @Test
    void onlyTheLayersThatMatchAreHeld() {
        Constraint constraint = constrained(Options.of("layers", List.of("tower/**")));

        assertThat(constraint.state()).containsOnlyKeys("u.tower/convolution", "v.tower/convolution");
        assertThat(largest(normalized)).isCloseTo(1, within(1e-3f));
        assertThat(plain.effectiveWeight().toFloatArray()).containsExactly(plain.unconstrainedWeight().toFloatArray());
    }

    @Test
    void weightsBelowTheBoundMayStay() {
        constrained(Options.of(Map.of("bound", 100, "onlyAbove", true)));

        assertThat(plain.effectiveWeight().toFloatArray()).containsExactly(plain.unconstrainedWeight().toFloatArray());
    }

    @Test
    void aPatternThatMatchesNothingIsRefusedWithThePathsThatThereAre() {
        assertThatThrownBy(() -> constrained(Options.of("layers", List.of("encodr/**"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no layer matches 'encodr/**'; there are 2: stem, tower/convolution");
    }

    /** The penalty sees what the model uses: under the constraint, one for each convolution. */
    @Test
    void theSpectralPenaltyOfAConstrainedModelIsThatOfItsConstrainedWeights() {
        constrained(Options.none());
        RegularizerType spectral = new SpectralRegularizer();

        assertThat(spectral.create(model, manager, 1, Options.none()).penalty().toFloatArray()[0]).isCloseTo(2, within(1e-3f));
    }

    /** The weight has one size; so the first batch can set the channels' relative scales and their means. */
    @Test
    void aDataDependentStartWhitensTheOutputsOfTheConstrainedWeight() {
        Convolution started = Convolution.of(3, 5, 3).dataDependentStart(true).build();
        NDArray y = firstOutputs(started, Options.of("bound", 0.5));

        assertThat(means(y)).allSatisfy(mean -> assertThat(mean).isCloseTo(0, within(1e-5f)));
        float deviation = deviations(y).get(0);
        assertThat(deviations(y)).allSatisfy(other -> assertThat(other).isCloseTo(deviation, within(1e-3f * deviation)));
        assertThat(largestOf(started)).as("largest singular value of what the first step used").isCloseTo(0.5f, within(1e-3f));
    }

    @Test
    void whereTheBoundLeavesRoomTheStandardDeviationIsOneFifth() {
        NDArray y = firstOutputs(
                Convolution.of(3, 5, 3).dataDependentStart(true).build(), Options.of(Map.of("bound", 100, "onlyAbove", true)));

        assertThat(means(y)).allSatisfy(mean -> assertThat(mean).isCloseTo(0, within(1e-5f)));
        assertThat(deviations(y)).allSatisfy(deviation -> assertThat(deviation).isCloseTo(0.2f, within(2e-3f)));
    }

    /** What a layer under the constraint makes of its first training batch, as [O, N H W]. */
    private NDArray firstOutputs(Convolution convolution, Options options) {
        ParameterStart.initialize(convolution, manager, 3, IMAGES);
        constraint().create(new Chain().then("convolution", convolution), manager, 1, options);
        convolution.getParameters().values().stream().filter(Parameter::requiresGradient)
                .forEach(parameter -> parameter.getArray().setRequiresGradient(true));
        NDArray x = NOISE.normal(manager, "images", IMAGES).mul(3).add(1);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray y = convolution.forward(new ParameterStore(manager, false), new NDList(x), true).singletonOrThrow();
            collector.backward(y.sum());
            return y.stopGradient().swapAxes(0, 1).reshape(y.getShape().get(1), -1);
        }
    }

    private static List<Float> means(NDArray channels) {
        return floats(channels.mean(new int[] {1}));
    }

    private static List<Float> deviations(NDArray channels) {
        return floats(channels.sub(channels.mean(new int[] {1}, true)).square().mean(new int[] {1}).sqrt());
    }

    private static List<Float> floats(NDArray array) {
        return Arrays.stream(array.toArray()).map(Number::floatValue).toList();
    }

    private Constraint constrained(Options options) {
        ParameterStart.initialize(model, manager, 3, IMAGES);
        Constraint constraint = constraint().create(model, manager, 1, options);
        forward();
        return constraint;
    }

    private void forward() {
        NDArray x = NOISE.normal(manager, "images", IMAGES);
        model.forward(new ParameterStore(manager, false), new NDList(x), false);
    }

    /** By many power iterations of a fresh start. */
    private float largest(Convolution convolution) {
        forward();
        return largestOf(convolution);
    }

    private float largestOf(Convolution convolution) {
        MatrixShape shape = MatrixShape.of(convolution.weightShape());
        return PowerIteration.start(shape, 1, manager, 9).sumOfLargest(new NDList(convolution.effectiveWeight()), 200).toFloatArray()[0];
    }
}
