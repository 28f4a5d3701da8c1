package nvae.worker;

import java.nio.file.Path;
import nvae.model.HierarchicalVae;
import nvae.training.Composition;
import nvae.training.checkpoint.CheckpointState;
import nvae.training.data.Batch;
import nvae.training.data.TestBatches;
import nvae.training.evaluation.LatentSpace;

/**
 * A model as a check-point left it.
 *
 * @param folder the run folder
 */
record TrainedModel(Composition composition, CheckpointState state, Path folder) {

    /** The place of what is made of a trained model, apart from what its training left. */
    private static final String USE = "use";

    HierarchicalVae network() {
        return composition.learner().model();
    }

    LatentSpace latentSpace() {
        return new LatentSpace(network(), composition.learner().manager());
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
