package nvae.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import java.util.stream.Stream;
import nvae.api.cell.Normalization;
import nvae.api.cell.NormalizationType;
import nvae.api.part.Options;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every normalization must do. A normalization's test is a subclass that names it. */
public abstract class NormalizationContract extends BlockContract {
    /** The normalization under test. */
    protected abstract NormalizationType normalization();

    /** Options under which the contract must hold. */
    protected List<Options> options() {
        return List.of(Options.none());
    }

    @Override
    protected final Stream<Subject> subjects() {
        return options().stream().map(options -> {
            Shape shape = new Shape(3, 5, 4, 2);
            return new Subject("features " + options, () -> normalization().create(options).features(5), shape, shape);
        });
    }

    @ParameterizedTest
    @MethodSource("options")
    void itSaysWhetherItNormalizesFeatures(Options options) {
        Normalization normalization = normalization().create(options);
        Subject subject = new Subject("", () -> normalization.features(2), new Shape(4, 2, 3, 3), new Shape(4, 2, 3, 3));
        Block block = started(subject, 0);
        NDArray x = input(subject).mul(7).add(3);
        boolean changed = !train(block, x).equals(x);

        assertThat(normalization.normalizesFeatures()).isEqualTo(changed);
    }
}
