package nvae.training.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.tensor.Noise;
import nvae.model.HierarchicalVae;
import nvae.model.LatentSource;
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

    /** @param manager owns the model's parameters */
    public Gallery(HierarchicalVae model, NDManager manager, TestBatches test, EvaluationSection.Options options) {
        this.model = model;
        this.manager = manager;
        this.test = test;
        this.options = options;
        this.store = new ParameterStore(manager, false);
        this.parameters = model.getParameters().values();
    }

    /**
     * Writes a square of samples. If the options say so, batch-norm statistics are first readjusted with samples (NVAE, section 4.2), and
     * put back afterwards.
     *
     * @return whether there is a picture: not if the options want no samples
     */
    public boolean samples(Path png) throws IOException {
        if (options.samples() == 0) {
            return false;
        }
        Map<Parameter, float[]> statistics = options.readjustBatchNorm() > 0 ? statistics() : Map.of();
        for (int round = 0; round < options.readjustBatchNorm(); round++) {
            readjust(round);
        }
        try (Attachment work = attachment()) {
            Noise noise = Noise.seeded(SEED, PICTURE);
            NDArray images = model.sample(store, work.manager(), options.samples(), temperature(), noise).image().mean();
            ImageGrid.of(images, (int) Math.ceil(Math.sqrt(options.samples()))).write(png);
        } finally {
            statistics.forEach((parameter, values) -> parameter.getArray().set(values));
        }
        return true;
    }

    private void readjust(int round) {
        try (Attachment work = attachment();
                GradientCollector training = manager.getEngine().newGradientCollector()) {
            LatentSource prior = LatentSource.prior(Noise.seeded(SEED, round), temperature());
            model.generate(store, work.manager(), options.samples(), prior, true);
        }
    }

    private float temperature() {
        return (float) options.temperature();
    }

    private Map<Parameter, float[]> statistics() {
        Map<Parameter, float[]> statistics = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            if (parameter.getType() == Parameter.Type.RUNNING_MEAN || parameter.getType() == Parameter.Type.RUNNING_VAR) {
                statistics.put(parameter, parameter.getArray().toFloatArray());
            }
        }
        return statistics;
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
