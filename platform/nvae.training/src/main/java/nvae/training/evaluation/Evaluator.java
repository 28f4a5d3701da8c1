package nvae.training.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import nvae.api.layer.FixedWeights;
import nvae.api.tensor.Noise;
import nvae.model.Encoding;
import nvae.model.GroupPass;
import nvae.model.HierarchicalVae;
import nvae.model.ImportanceWeightedBound;
import nvae.model.Outline;
import nvae.training.Attachment;
import nvae.training.data.Batch;
import nvae.training.data.TestBatches;

/**
 * Measures a model on the test set, with running batch-norm statistics. Noise follows from the batch's place alone: every model, variant
 * and seed is measured with the same.
 */
public final class Evaluator {
    private static final long SEED = 0;

    private final HierarchicalVae model;
    private final NDManager manager;
    private final TestBatches test;
    private final ParameterStore store;
    private final List<NDArray> parameters;
    private final Runnable batchDone;

    /**
     * What passes with one sample of z for each image tell.
     *
     * @param activeUnits of every group, top-down: latent variables whose posterior mean varies over the test images
     */
    public record Measured(Bound bound, List<Integer> activeUnits) {}

    /** @param manager owns the model's parameters */
    public Evaluator(HierarchicalVae model, NDManager manager, TestBatches test) {
        this(model, manager, test, () -> {});
    }

    /**
     * An evaluator that says how it gets on.
     *
     * @param manager owns the model's parameters
     * @param batchDone runs after every batch of every measurement
     */
    public Evaluator(HierarchicalVae model, NDManager manager, TestBatches test, Runnable batchDone) {
        this.model = model;
        this.manager = manager;
        this.test = test;
        this.batchDone = batchDone;
        this.store = new ParameterStore(manager, false);
        this.parameters = model.getParameters().values().stream().map(Parameter::getArray).toList();
    }

    /** The NELBO of the whole test set, with one sample of z for each image. */
    public Bound bound() {
        BoundSums sums = new BoundSums();
        eachPass(group -> new NDList(group.klPerImage()), outline -> sums.add(outline.reconstruction(), outline.each(0)));
        return sums.means(test.size());
    }

    /** {@link #bound}, and active units counted in the same passes. */
    public Measured boundAndActiveUnits() {
        BoundSums bound = new BoundSums();
        UnitSums units = new UnitSums(model.hierarchy());
        eachPass(group -> new NDList(group.klPerImage(), UnitSums.posteriorMean(group)), outline -> {
            bound.add(outline.reconstruction(), outline.each(0));
            units.add(outline.each(1));
        });
        return new Measured(bound.means(test.size()), units.active(test.size()));
    }

    /**
     * A pass of each test batch, with one sample of z for each image.
     *
     * @param kept of a group
     * @param pass is given what was kept; its arrays are gone afterwards
     */
    private void eachPass(Function<GroupPass, NDList> kept, Consumer<Outline> pass) {
        long place = 0;
        try (FixedWeights weights = FixedWeights.of(model, manager)) {
            for (Batch batch : test) {
                try (Attachment work = Attachment.of(manager, parameters)) {
                    Encoding encoding = model.encode(store, batch.on(work.manager()), false);
                    pass.accept(model.outline(store, encoding, 1, Noise.seeded(SEED, place++), kept));
                }
                batchDone.run();
            }
        }
    }

    /**
     * The importance-weighted bound on -log p(x) of the whole test set in nats per image (Burda et al., 2016). No more images times samples
     * are at work at once than a test batch has images; the encoder runs once for each image, however many samples share it.
     *
     * @param samples of z for each image
     */
    public double importanceWeightedNll(int samples) {
        int samplesAtOnce = Math.min(samples, test.batchSize());
        TestBatches batches = new TestBatches(test.images(), Math.max(1, test.batchSize() / samples));
        double sum = 0;
        long place = 0;
        try (FixedWeights weights = FixedWeights.of(model, manager)) {
            for (Batch batch : batches) {
                try (Attachment work = Attachment.of(manager, parameters)) {
                    Encoding encoding = model.encode(store, batch.on(work.manager()), false);
                    NDList logWeights = new NDList();
                    for (int drawn = 0; drawn < samples; drawn += samplesAtOnce) {
                        int now = Math.min(samplesAtOnce, samples - drawn);
                        logWeights.add(logWeights(encoding, now, Noise.seeded(SEED, place++), work.manager()));
                    }
                    NDArray all = logWeights.size() == 1 ? logWeights.head() : NDArrays.concat(logWeights, 0);
                    sum += new ImportanceWeightedBound(all).negativeLogLikelihood().sum().getFloat();
                }
                batchDone.run();
            }
        }
        return sum / test.size();
    }

    /** The weights of so many samples, [k,N], in the manager of their batch, and nothing else that the way down makes. */
    private NDArray logWeights(Encoding encoding, int samples, Noise noise, NDManager batch) {
        List<NDArray> lasting = new ArrayList<>(parameters);
        lasting.addAll(encoding.arrays());
        try (Attachment chunk = Attachment.of(batch, lasting)) {
            Outline outline = model.outline(store, encoding, samples, noise, GroupPass::logDensities);
            NDArray weights = ImportanceWeightedBound.of(outline, samples).logWeights();
            weights.attach(batch);
            return weights;
        }
    }

    /**
     * Nats per image as bits per dimension.
     *
     * @param nats of the images without padding
     */
    public double bitsPerDimension(double nats) {
        return nats / (Math.log(2) * model.format().dimensions());
    }
}
