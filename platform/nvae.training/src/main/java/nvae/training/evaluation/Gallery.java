package nvae.training.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import nvae.api.tensor.Noise;
import nvae.model.HierarchicalVae;
import nvae.training.Attachment;
import nvae.training.EvaluationSection;
import nvae.training.data.Batch;
import nvae.training.data.TestBatches;

/** Draws what a model makes: mean images, always from the same noise, so that pictures of two variants can be compared. */
public final class Gallery {
    private static final long SEED = 0;
    private static final long PICTURE = -1;
    private static final int PAIRS_IN_A_ROW = 4;

    private final HierarchicalVae model;
    private final NDManager manager;
    private final TestBatches test;
    private final EvaluationSection.Options options;
    private final ParameterStore store;
    private final List<Parameter> parameters;
    private final Runnable batchDone;

    /**
     * A gallery.
     *
     * @param manager owns the model's parameters
     * @param batchDone runs after every batch that batch-norm statistics are readjusted with
     */
    public Gallery(HierarchicalVae model, NDManager manager, TestBatches test, EvaluationSection.Options options, Runnable batchDone) {
        this.model = model;
        this.manager = manager;
        this.test = test;
        this.options = options;
        this.batchDone = batchDone;
        this.store = new ParameterStore(manager, false);
        this.parameters = model.getParameters().values();
    }

    /**
     * Writes a square of samples. If the options say so, batch-norm statistics are first readjusted with samples, and
     * put back afterwards.
     *
     * @return whether there is a picture: not if the options want no samples
     */
    public boolean samples(Path png) throws IOException {
        if (options.samples() == 0) {
            return false;
        }
        List<Float> temperatures = Collections.nCopies(model.hierarchy().size(), (float) options.temperature());
        Readjustment readjustment = new Readjustment(options.readjustBatchNorm(), options.batchSize(), Optional.empty(), batchDone);
        new Sampler(model, manager, temperatures, readjustment).draw(options.samples()).grid().write(png);
        return true;
    }

    /**
     * Writes test images, each left of the mean image that the model makes of it.
     *
     * @return whether there is a picture: not if the options want no reconstructions
     */
    public boolean reconstructions(Path png) throws IOException {
        if (options.reconstructions() == 0) {
            return false;
        }
        Batch batch = test.first(options.reconstructions());
        try (Attachment work = attachment()) {
            NDArray x = batch.on(work.manager());
            NDArray means = model.forward(store, x, Noise.seeded(SEED, PICTURE), false).image().mean();
            ImageGrid.ofPairs(model.withoutPadding(x), means, PAIRS_IN_A_ROW).write(png);
        }
        return true;
    }

    private Attachment attachment() {
        return Attachment.of(manager, parameters.stream().map(Parameter::getArray).toList());
    }
}
