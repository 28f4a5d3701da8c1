package nvae.testkit;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.Stream;
import nvae.api.cell.GateType;
import nvae.api.part.Options;

/** What every gate must do, on few channels and on many. A gate's test is a subclass that names it. */
public abstract class GateContract extends BlockContract {
    /** The gate under test. */
    protected abstract GateType gate();

    /** Options under which the contract must hold. */
    protected List<Options> options() {
        return List.of(Options.none());
    }

    @Override
    protected final Stream<Subject> subjects() {
        return options().stream().flatMap(options -> Stream.of(1, 8, 80).map(channels -> {
            Shape shape = new Shape(3, channels, 4, 2);
            return new Subject(options + " " + channels + " channels", () -> gate().create(channels, options), shape, shape);
        }));
    }
}
