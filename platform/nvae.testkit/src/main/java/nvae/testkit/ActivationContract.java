package nvae.testkit;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.Stream;
import nvae.api.cell.ActivationType;
import nvae.api.part.Options;

/** What every activation must do. An activation's test is a subclass that names it. */
public abstract class ActivationContract extends BlockContract {
    /** The activation under test. */
    protected abstract ActivationType activation();

    /** Options under which the contract must hold. */
    protected List<Options> options() {
        return List.of(Options.none());
    }

    @Override
    protected final Stream<Subject> subjects() {
        return options().stream().flatMap(options -> Stream.of(new Shape(3, 5, 4, 2), new Shape(4, 6)).map(shape -> new Subject(
                options + " " + shape, () -> activation().create(options), shape, shape)));
    }
}
