package nvae.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import java.util.stream.Stream;
import nvae.api.cell.CellSpec;
import nvae.api.cell.CellType;
import nvae.api.cell.Normalization;
import nvae.api.cell.Resampling;
import nvae.api.layer.BatchNorm;
import nvae.api.layer.Pointwise;
import nvae.api.part.Options;
import nvae.api.tensor.Tensors;
import org.junit.jupiter.api.Test;

/** What every cell must do, for each resampling and each way to normalize. A cell's test is a subclass that names it. */
public abstract class CellContract extends BlockContract {
    private static final int CHANNELS = 8;
    private static final int HEIGHT = 6;
    private static final int WIDTH = 4;

    /** The cell under test. */
    protected abstract CellType cell();

    /** Options under which the contract must hold, with 8 channels; the first of them with every way to normalize. */
    protected List<Options> options() {
        return List.of(Options.none());
    }

    @Override
    protected final Stream<Subject> subjects() {
        Normalizing both = new Normalizing(true, true);
        Stream<Normalizing> others = Stream.of(new Normalizing(false, false), new Normalizing(true, false), new Normalizing(false, true));
        return Stream.concat(
                options().stream().flatMap(options -> subjects(options, both)),
                others.flatMap(normalization -> subjects(options().get(0), normalization)));
    }

    private Stream<Subject> subjects(Options options, Normalizing normalization) {
        return Stream.of(Resampling.values()).map(resampling -> subject(options, resampling, normalization));
    }

    private Subject subject(Options options, Resampling resampling, Normalizing normalization) {
        CellSpec spec = spec(CHANNELS, resampling, normalization);
        Shape output = switch (resampling) {
            case NONE -> new Shape(3, CHANNELS, HEIGHT, WIDTH);
            case DOWN -> new Shape(3, 2 * CHANNELS, HEIGHT / 2, WIDTH / 2);
            case UP -> new Shape(3, CHANNELS / 2, 2 * HEIGHT, 2 * WIDTH);
        };
        return new Subject(
                options + " " + resampling + " " + normalization,
                () -> cell().create(spec, options),
                new Shape(3, CHANNELS, HEIGHT, WIDTH),
                output);
    }

    @Test
    void asManyChannelsAsALargeModelHasAreFine() {
        for (Resampling resampling : Resampling.values()) {
            assertThatCode(() -> cell().create(spec(240, resampling, new Normalizing(true, true)), Options.none())).doesNotThrowAnyException();
        }
    }

    /** A cell's surroundings with swish and without a gate. */
    protected static CellSpec spec(int channels, Resampling resampling, Normalization normalization) {
        return new CellSpec(channels, resampling, normalization, () -> new Pointwise(Tensors::swish), count -> Pointwise.identity());
    }

    /** A normalization of the contract's own, batch norm where it normalizes features. */
    public record Normalizing(boolean normalizesFeatures, boolean normalizesWeights) implements Normalization {
        @Override
        public Block features(int channels) {
            return normalizesFeatures ? new BatchNorm(channels) : Pointwise.identity();
        }
    }
}
