package nvae.training.update;

/** While it is open, a model's weights are their average over training; then they are its own again, bit for bit. */
@FunctionalInterface
public interface AverageInUse extends AutoCloseable {
    /** There is no average: the weights are the model's own all along. */
    AverageInUse NONE = () -> {};

    @Override
    void close();
}
