package nvae.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import nvae.api.distribution.Distribution;
import nvae.api.distribution.Family;
import nvae.api.distribution.ImageDistribution;
import nvae.api.distribution.Likelihood;
import nvae.api.layer.ParameterStart;
import nvae.api.layer.RandomStart;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;
import nvae.api.training.JoinedList;
import nvae.model.segment.Segments;
import nvae.model.tower.Blocks;
import nvae.model.tower.Decoder;
import nvae.model.tower.EncoderFeatures;

/**
 * The deep hierarchical VAE (NVAE, fig. 2): a bottom-up encoder, a top-down decoder whose groups are prior and posterior in one, and an
 * image head. A {@link ModelComposer} makes it.
 *
 * <p>Every array that a method returns lives in the manager of the images (or in the one given). Results of operations whose first operand
 * is a parameter belong to that parameter's manager: attach the parameters to a step's manager (with {@code tempAttach}) around a call.
 */
public final class HierarchicalVae extends AbstractBlock implements RandomStart {
    private final ImageFormat format;
    private final Hierarchy hierarchy;
    private final Family family;
    private final Likelihood likelihood;
    private final Parameter firstFeature;
    private final Components components;
    private final StepLaps laps = new StepLaps();
    private NDList trainable = new NDList();

    HierarchicalVae(ImageFormat format, Hierarchy hierarchy, Family family, Likelihood likelihood, Components components) {
        this.format = format;
        this.hierarchy = hierarchy;
        this.family = family;
        this.likelihood = likelihood;
        this.components = components;
        firstFeature = addParameter(Parameter.builder()
                .setName("firstFeature")
                .setType(Parameter.Type.OTHER)
                .optInitializer(Initializer.ZEROS)
                .optShape(components.firstFeatureShape())
                // The plain VAE has no use for it; there it stays as it is, so that every model has the same layout.
                .optRequiresGrad(!hierarchy.plain())
                .build());
        components.inOrder().forEach(this::addChildBlock);
    }

    /** The images that this model is for. */
    public ImageFormat format() {
        return format;
    }

    /** Where its groups of latent variables are. */
    public Hierarchy hierarchy() {
        return hierarchy;
    }

    /** Is told which part of a pass was just done. */
    public StepLaps laps() {
        return laps;
    }

    /** [N,C,H,W] of so many images, padding included, as the model is given them. */
    public Shape inputShape(long images) {
        return new Shape(images, format.channels(), format.paddedHeight(), format.paddedWidth());
    }

    /**
     * Gives the parameters their start. What two models share, by name and shape, starts the same in both if the seed is the same.
     *
     * @param manager owns the parameters
     */
    public void initialize(NDManager manager, long seed) {
        ParameterStart.initialize(this, manager, seed, inputShape(1));
        joinTrainable(manager);
    }

    /**
     * The trained parameters move into joined arrays, if the engine can. DJL lets a parameter have another array only by initializing it anew.
     */
    private void joinTrainable(NDManager manager) {
        List<Parameter> parameters = getParameters().values().stream().filter(Parameter::requiresGradient).toList();
        NDList starts = new NDList(parameters.stream().map(Parameter::getArray).toList());
        if (!Tensors.sharesMemory(manager)) {
            trainable = starts;
            return;
        }
        trainable = JoinedList.zeros(starts, manager);
        for (int i = 0; i < starts.size(); i++) {
            NDArray array = trainable.get(i);
            Tensors.set(array, starts.get(i));
            parameters.get(i).close();
            parameters.get(i).setInitializer((owner, shape, type) -> array);
            parameters.get(i).initialize(manager, DataType.FLOAT32);
        }
    }

    /**
     * The arrays of the parameters that are trained, in the order of {@link #getParameters}; a {@link JoinedList} if the engine can. Empty
     * before it is initialized.
     */
    public NDList trainable() {
        return trainable;
    }

    /** The first feature from U(0, 1). */
    @Override
    public void start(Function<String, RandomGenerator> stream) {
        RandomGenerator random = stream.apply(firstFeature.getName());
        float[] values = new float[Math.toIntExact(firstFeature.getShape().size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        Tensors.set(firstFeature.getArray(), values);
    }

    /**
     * One sample of the posterior for each image; {@link #forward(ParameterStore, NDArray, int, Noise, boolean)} with 1 sample.
     */
    public Pass forward(ParameterStore store, NDArray x, Noise noise, boolean training) {
        return forward(store, x, 1, noise, training);
    }

    /**
     * Up the encoder and down the decoder: {@link #encode(ParameterStore, NDArray, boolean)}, then
     * {@link #forward(ParameterStore, Encoding, int, Noise, boolean)}.
     *
     * @param x images in [0,1], padded, of {@link #inputShape}
     * @param samples posterior samples for each image
     * @param noise is asked for the variables {@code z0} (the top), {@code z1}, ...
     * @param training whether batch norms use and update the batch's statistics; then a gradient collector must be open
     */
    public Pass forward(ParameterStore store, NDArray x, int samples, Noise noise, boolean training) {
        return forward(store, encode(store, x, training), samples, noise, training);
    }

    /**
     * Up the encoder: all of the posterior that depends on the images alone. Any number of passes down the decoder can share it.
     *
     * @param x images in [0,1], padded, of {@link #inputShape}
     * @param training as in {@link #forward(ParameterStore, NDArray, int, Noise, boolean)}
     */
    public Encoding encode(ParameterStore store, NDArray x, boolean training) {
        return encode(Segments.tidy(store), x, training);
    }

    /**
     * Down the decoder with samples of the posterior, all in one batch: sample 0 of every image, then sample 1 of every image, and so on.
     *
     * @param encoding of the images
     * @param samples posterior samples for each image
     * @param noise is asked for the variables {@code z0} (the top), {@code z1}, ...
     * @param training as in {@link #forward(ParameterStore, NDArray, int, Noise, boolean)}
     */
    public Pass forward(ParameterStore store, Encoding encoding, int samples, Noise noise, boolean training) {
        Encoding repeated = encoding.repeated(samples);
        NDArray x = repeated.images();
        List<GroupPass> groups = new ArrayList<>();
        NDArray raw = decode(Segments.tidyCells(store), x.getManager(), x.getShape().get(0), training, new GroupStep() {
            @Override
            public NDList features(int group) {
                return repeated.features(group);
            }

            @Override
            public NDList latent(ParameterStore parameters, Hierarchy.Group group, NDArray rawPrior, NDArray state, NDList features) {
                groups.add(infer(parameters, group, rawPrior, state, features, noise, training));
                laps.done(StepPart.DISTRIBUTIONS);
                return new NDList(groups.get(group.index()).latent());
            }
        });
        ImageDistribution image = likelihood.of(withoutPadding(raw));
        NDArray reconstruction = image.logLikelihood(withoutPadding(x)).neg();
        return new Pass(raw, image, reconstruction, List.copyOf(groups));
    }

    /**
     * The bound of a training pass with one sample of the posterior for each image, segment by segment: the values of
     * {@link #forward(ParameterStore, NDArray, Noise, boolean)}, and nothing else that would have to be kept.
     *
     * @param x images in [0,1], padded, of {@link #inputShape}
     * @param noise is asked for the variables {@code z0} (the top), {@code z1}, ...; again if a segment runs again
     */
    public Elbo elbo(Segments segments, NDArray x, Noise noise) {
        Outline outline = outline(segments, encode(segments, x, true), noise, true, group -> new NDList(group.klPerImage()));
        NDList klPerGroup = segments.run((store, in) -> new NDList(Elbo.perGroup(in)), outline.each(0));
        return new Elbo(outline.reconstruction(), klPerGroup.head());
    }

    /**
     * The pass of {@link #forward(ParameterStore, Encoding, int, Noise, boolean)} outside training, of which only so much is kept: it needs
     * the memory of one segment, not of all.
     *
     * @param kept what is asked for of a group: arrays that are made of it
     */
    public Outline outline(ParameterStore store, Encoding encoding, int samples, Noise noise, Function<GroupPass, NDList> kept) {
        return outline(Segments.tidy(store), encoding.repeated(samples), noise, false, kept);
    }

    private Outline outline(Segments segments, Encoding encoding, Noise noise, boolean training, Function<GroupPass, NDList> kept) {
        NDArray x = encoding.images();
        List<NDList> groups = new ArrayList<>();
        NDArray raw = decode(segments, x.getManager(), x.getShape().get(0), training, new GroupStep() {
            @Override
            public NDList features(int group) {
                return encoding.features(group);
            }

            @Override
            public NDList latent(ParameterStore store, Hierarchy.Group group, NDArray rawPrior, NDArray state, NDList features) {
                GroupPass pass = infer(store, group, rawPrior, state, features, noise, training);
                NDList latentAndKept = new NDList(pass.latent()).addAll(kept.apply(pass));
                laps.done(StepPart.DISTRIBUTIONS);
                return latentAndKept;
            }

            @Override
            public void done(NDList besideLatent) {
                groups.add(besideLatent);
            }
        });
        NDList reconstruction = segments.run((store, in) -> {
            ImageDistribution image = likelihood.of(withoutPadding(in.get(0)));
            return new NDList(image.logLikelihood(withoutPadding(in.get(1))).neg());
        }, new NDList(raw, x));
        return new Outline(reconstruction.head(), List.copyOf(groups));
    }

    /** Up and down with every latent variable at its posterior's mean, given the means above. */
    public Pass forwardMean(ParameterStore store, NDArray x) {
        return forward(store, x, MeanNoise.INSTANCE, false);
    }

    /** Samples of the whole model. The temperature multiplies the scale of every prior; 1 is the model itself. */
    public Generation sample(ParameterStore store, NDManager manager, long images, float temperature, Noise noise) {
        return generate(store, manager, images, LatentSource.prior(noise, temperature), false);
    }

    /**
     * The decoder alone.
     *
     * @param manager owns the result
     * @param source chooses the latent variables
     * @param training whether batch norms use and update the batch's statistics; then a gradient collector must be open
     */
    public Generation generate(ParameterStore store, NDManager manager, long images, LatentSource source, boolean training) {
        List<NDArray> latents = new ArrayList<>();
        NDArray raw = decode(Segments.tidyCells(store), manager, images, training, new GroupStep() {
            @Override
            public NDList latent(ParameterStore parameters, Hierarchy.Group group, NDArray rawPrior, NDArray state, NDList features) {
                latents.add(source.latent(group, family.prior(rawPrior)));
                return new NDList(latents.get(group.index()));
            }
        });
        return new Generation(raw, likelihood.of(withoutPadding(raw)), List.copyOf(latents));
    }

    /** Images, or anything else of their size, without the padding: [N,C,H,W]. */
    public NDArray withoutPadding(NDArray x) {
        if (format.pad() == 0) {
            return x;
        }
        NDArray rows = Tensors.slice(x, 2, format.pad(), format.pad() + (long) format.height());
        return Tensors.slice(rows, 3, format.pad(), format.pad() + (long) format.width());
    }

    /** Images in [0,1] to their mean reconstruction, without padding; every latent variable is its posterior's mean. */
    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        return new NDList(forward(store, inputs.singletonOrThrow(), MeanNoise.INSTANCE, training).image().mean());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        components.initialize(manager, type, hierarchy, inputs[0]);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), format.channels(), format.height(), format.width())};
    }

    private Encoding encode(Segments segments, NDArray x, boolean training) {
        NDArray stem = segments.run((store, in) ->
                new NDList(Blocks.apply(components.stem(), store, training, in.head().mul(2).sub(1))), new NDList(x)).head();
        NDArray bottom = segments.cells(components.preprocess(), stem, training);
        EncoderFeatures features = components.encoderTower().climb(segments, bottom, training);
        NDList top = segments.run((store, in) -> {
            NDArray topFeatures = Blocks.apply(components.topFeatures(), store, training, in.head());
            return new NDList(topFeatures, components.posteriorSampler(store, 0, topFeatures, training));
        }, new NDList(features.top()));
        laps.done(StepPart.ENCODER);
        return new Encoding(x, top.get(0), top.get(1), features.kept());
    }

    private NDArray decode(Segments segments, NDManager manager, long images, boolean training, GroupStep step) {
        NDArray first = segments.run((store, in) -> new NDList(firstState(store, manager, images, training)), new NDList()).head();
        NDArray bottom = components.decoder().descend(segments, first, new Decoder.Step() {
            @Override
            public NDList features(int group) {
                return step.features(group);
            }

            @Override
            public NDList latent(ParameterStore store, int index, NDArray state, NDList features) {
                Hierarchy.Group group = hierarchy.groups().get(index);
                NDArray rawPrior = rawPrior(store, group, state, training);
                laps.done(StepPart.DECODER);
                return step.latent(store, group, rawPrior, state, features);
            }

            @Override
            public void done(NDList besideLatent) {
                step.done(besideLatent);
            }
        }, training);
        NDArray processed = segments.cells(components.postprocess(), bottom, training);
        NDArray raw = segments.run((store, in) -> components.imageHead().forward(store, in, training), new NDList(processed)).head();
        laps.done(StepPart.DECODER);
        return raw;
    }

    private NDArray firstState(ParameterStore store, NDManager manager, long images, boolean training) {
        NDArray feature = store.getValue(firstFeature, manager.getDevice(), training);
        return manager.ones(new Shape(images, 1, 1, 1)).mul(feature);
    }

    private NDArray rawPrior(ParameterStore store, Hierarchy.Group group, NDArray state, boolean training) {
        if (group.index() > 0) {
            return components.priorSampler(store, group.index(), state, training);
        }
        Shape z = group.shape(state.getShape().get(0));
        return state.getManager().zeros(new Shape(z.get(0), family.parametersPerLatent() * z.get(1), z.get(2), z.get(3)));
    }

    private GroupPass infer(
            ParameterStore store, Hierarchy.Group group, NDArray rawPrior, NDArray state, NDList encoded, Noise noise, boolean training) {
        int index = group.index();
        NDArray features = index == 0 ? encoded.get(0) : components.combine(store, index, encoded.get(0), state, training);
        NDArray rawEncoder = index == 0 ? encoded.get(1) : components.posteriorSampler(store, index, features, training);
        laps.done(StepPart.ENCODER);
        Distribution prior = family.prior(rawPrior);
        Distribution posterior = family.posterior(rawPrior, rawEncoder);
        NDArray sample = posterior.sample(noise, group.variable(), 1f);
        return components.flows(index)
                .map(flows -> flows.forward(store, new NDList(sample, features), training))
                .map(moved -> GroupPass.withFlow(prior, posterior, sample, moved.get(0), moved.get(1)))
                .orElseGet(() -> GroupPass.withoutFlow(prior, posterior, sample));
    }

    /** What the way down asks of the model at a group, see {@link Decoder.Step}. */
    private interface GroupStep {
        default NDList features(int group) {
            return new NDList();
        }

        NDList latent(ParameterStore store, Hierarchy.Group group, NDArray rawPrior, NDArray state, NDList features);

        default void done(NDList besideLatent) {}
    }
}
