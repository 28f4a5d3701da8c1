package nvae.worker;

import java.nio.file.Path;
import java.util.Optional;
import nvae.model.HierarchicalVae;
import nvae.training.Composition;
import nvae.training.checkpoint.CheckpointState;
import nvae.training.data.Batch;
import nvae.training.data.TestBatches;
import nvae.training.evaluation.LatentSpace;
import nvae.training.evaluation.Readjustment;
import nvae.training.evaluation.StatisticsCache;

/**
 * A model as a check-point left it.
 *
 * @param folder the run folder
 * @param digest of the check-point's content, if it says so
 * @param alive tells the host that work goes on; called often
 */
record TrainedModel(Composition composition, CheckpointState state, Path folder, Optional<String> digest, Runnable alive) {

    /** The place of what is made of a trained model, apart from what its training left. */
    private static final String USE = "use";
    /** Beside the check-points. */
    private static final String STATISTICS = "statistics";

    HierarchicalVae network() {
        return composition.learner().model();
    }

    LatentSpace latentSpace() {
        return new LatentSpace(network(), composition.learner().manager());
    }

    /**
     * How batch-norm statistics are readjusted: with as many batches as the argument {@code readjust} says, or else the configuration; once
     * for each check-point and temperature.
     */
    Readjustment readjustment(Arguments arguments) {
        int batches = arguments.number("readjust", composition.evaluation().readjustBatchNorm(), 0);
        return new Readjustment(
                batches, composition.evaluation().batchSize(),
                digest.map(checkpoint -> new StatisticsCache(folder.resolve(STATISTICS), checkpoint)), alive);
    }

    /** The images that the argument {@code split} asks for, in their own order: {@code test} if it says nothing. */
    TestBatches images(Arguments arguments) {
        return arguments.choice("split", "test", "train").equals("test")
                ? composition.test()
                : new TestBatches(composition.training(), composition.test().batchSize());
    }

    /** The first images of the split. */
    Batch first(Arguments arguments, int count) {
        TestBatches images = images(arguments);
        if (count > images.size()) {
            throw new IllegalArgumentException("%d images are wanted, but the split has only %d".formatted(count, images.size()));
        }
        return images.first(count);
    }

    /** The folder that the argument {@code out} names, or {@code use} in the run folder. */
    Path out(Arguments arguments) {
        return arguments.path("out", folder.resolve(USE));
    }

    /** The file that the argument {@code out} names, or one of this name in the folder {@code use} of the run folder. */
    Path out(Arguments arguments, String name) {
        return arguments.path("out", folder.resolve(USE).resolve(name));
    }
}
