package nvae.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.Collection;
import java.util.List;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;
import nvae.model.StepLaps;
import nvae.model.segment.Segments;

/** Passes through a block alone in the way in which training makes them: forward, and backward from the mean of the squares of what it gives. */
public final class BlockPass {
    private final GradientPass pass;

    /**
     * A way through a block.
     *
     * @param block from one array of images or features, [N,C,H,W], to another
     * @param training how steps are made: compiled or not, and in which precision
     * @param passes how many there will be: a few are not worth a graph
     * @param manager owns the block's parameters
     * @throws IllegalArgumentException if the precision is unknown, or not there on this engine and device
     */
    public BlockPass(Block block, TrainingSection.Options training, long passes, NDManager manager) {
        ParameterStore store = new ParameterStore(manager, false);
        Computation computation = new Squares(block, store, new StepLaps());
        GradientPass recorded = new RecordedPass(computation, store);
        pass = TracedPass.of(training, passes, manager, computation, recorded, recorded).in(Composition.precision(training, manager));
    }

    /** One pass; it leaves gradients in the block's parameters. They are {@link Attachment attached} to x's manager, which gets all else that it makes. */
    public void run(NDArray x) {
        pass.run(x, Noise.seeded(0, 0), 1);
    }

    /** Whether passes are one graph's by now, and if not, why. */
    public Compiled compiled() {
        return pass.compiled();
    }

    private record Squares(Block block, ParameterStore store, StepLaps laps) implements Computation {
        @Override
        public NDList run(Segments segments, NDArray x, Noise noise) {
            return new NDList(block.forward(store, new NDList(x), true).singletonOrThrow());
        }

        @Override
        public Collection<Parameter> parameters() {
            return block.getParameters().values();
        }

        @Override
        public Collection<NDArray> state() {
            return List.of();
        }

        /** Pixels first, as that mean is fast. */
        @Override
        public Outcome outcome(NDList results, float klCoefficient) {
            NDArray loss = Tensors.meanHW(results.head().square()).mean();
            return new Outcome(loss, loss.reshape(1));
        }
    }
}
