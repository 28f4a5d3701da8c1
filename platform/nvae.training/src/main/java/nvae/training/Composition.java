package nvae.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import nvae.api.data.Dataset;
import nvae.api.data.DatasetType;
import nvae.api.data.ImageSet;
import nvae.api.part.Options;
import nvae.api.part.PartRef;
import nvae.api.part.Parts;
import nvae.api.tensor.Precision;
import nvae.api.training.Constraint;
import nvae.api.training.ConstraintType;
import nvae.api.training.KlSchedule;
import nvae.api.training.KlScheduleType;
import nvae.api.training.OptimizerType;
import nvae.api.training.Regularizer;
import nvae.api.training.RegularizerType;
import nvae.model.HierarchicalVae;
import nvae.model.ImageFormat;
import nvae.model.ModelComposer;
import nvae.model.ModelConfiguration;
import nvae.model.segment.Forgetting;
import nvae.training.checkpoint.Checkpoints;
import nvae.training.data.FirstImages;
import nvae.training.data.Images;
import nvae.training.data.TestBatches;
import nvae.training.evaluation.Evaluator;
import nvae.training.evaluation.Gallery;
import nvae.training.update.LossScale;
import nvae.training.update.Update;

/**
 * All that a trial's configuration asks for, composed from parts: data, an initialized model, what learns it, what measures it.
 *
 * @param dataset where the images come from
 * @param training images to train on
 * @param test images to test on
 * @param learner the model and what learns it
 * @param options the section {@code training}
 * @param evaluation the section {@code evaluation}
 */
public record Composition(
        Dataset dataset, Images training, TestBatches test, Learner learner,
        TrainingSection.Options options, EvaluationSection.Options evaluation) implements AutoCloseable {

    /**
     * Composes a trial.
     *
     * @param configuration resolved: every part is named
     * @param manager on the trial's device; owns all that lasts
     * @param seed of initial weights, data order and noise
     * @throws IOException if the images cannot be read
     * @throws IllegalArgumentException if the configuration, the parts and the images do not fit together; the message says where
     */
    public static Composition of(Map<String, ?> configuration, Parts parts, NDManager manager, long seed) throws IOException {
        DataSection.Options data = section(configuration, "data").as(DataSection.Options.class);
        TrainingSection.Options training = section(configuration, "training").as(TrainingSection.Options.class);
        EvaluationSection.Options evaluation = section(configuration, "evaluation").as(EvaluationSection.Options.class);
        PartRef source = part(configuration, "dataset");
        Dataset dataset = source.in(parts, DatasetType.class, DatasetType.KIND).open(source.options());
        ImageSet first = FirstImages.of(dataset.train(), data.trainImages(), "train");
        ImageSet held = FirstImages.of(dataset.test(), data.testImages(), "test");
        ImageFormat format = new ImageFormat(first.channels(), first.height(), first.width(), data.pad());
        ModelConfiguration architecture = architecture(configuration);
        requireSameBits(architecture.likelihood(), data.bits());
        HierarchicalVae model = new ModelComposer(parts).compose(architecture, format);
        model.initialize(manager, seed);
        Images images = new Images(first, data.pad(), data.binarize(), data.bits());
        return new Composition(
                dataset,
                images,
                new TestBatches(new Images(held, data.pad(), data.binarize(), data.bits()), evaluation.batchSize()),
                learner(configuration, parts, manager, model, training, course(training, images), seed),
                training,
                evaluation);
    }

    /** A likelihood that counts bits is wrong for images of more or fewer, and nothing else would notice. */
    private static void requireSameBits(PartRef likelihood, int bits) {
        if (likelihood.options().values().get("bits") instanceof Number counted && counted.intValue() != bits) {
            throw new IllegalArgumentException("model.likelihood: '%s' counts %d bits a channel, but data.bits keeps %d; make them equal"
                    .formatted(likelihood.name(), counted.intValue(), bits));
        }
    }

    private static Learner learner(
            Map<String, ?> configuration, Parts parts, NDManager manager, HierarchicalVae model, TrainingSection.Options training,
            Course course, long seed) {
        Map<String, Regularizer> regularizers = new LinkedHashMap<>();
        named(configuration, "regularizers").forEach((name, options) -> {
            RegularizerType type = parts.get(RegularizerType.class, RegularizerType.KIND, name);
            regularizers.put(name, at("regularizers." + name, () -> type.create(model, manager, seed, options)));
        });
        Map<String, Constraint> constraints = new LinkedHashMap<>();
        named(configuration, "constraints").forEach((name, options) -> {
            ConstraintType type = parts.get(ConstraintType.class, ConstraintType.KIND, name);
            constraints.put(name, at("constraints." + name, () -> type.create(model, manager, seed, options)));
        });
        PartRef optimizer = part(configuration, "optimizer");
        PartRef kl = part(configuration, "kl");
        KlSchedule schedule = kl.in(parts, KlScheduleType.class, KlScheduleType.KIND)
                .create(model.hierarchy().groupsPerScale(), course.steps(), manager, kl.options());
        Precision precision = precision(training, manager);
        Optional<LossScale> scale = precision == Precision.FLOAT16 ? Optional.of(new LossScale(manager)) : Optional.empty();
        Objective objective = new Objective(schedule, regularizers, scale);
        ModelComputation computation = new ModelComputation(model, objective, constraints.values());
        GradientPass pass = TracedPass.of(
                training, course.steps(), manager, computation, forgetting(computation, manager, Forgetting.CELLS),
                uncompiled(training, computation, manager));
        OptimizerType type = optimizer.in(parts, OptimizerType.class, OptimizerType.KIND);
        Update update = new Update(model, manager, (parameters, owner) -> type.create(parameters, owner, optimizer.options()), scale, training);
        return new Learner(model, manager, objective, pass.in(precision), constraints, update, seed);
    }

    /** What convolutions of steps compute with, if the engine can. */
    static Precision precision(TrainingSection.Options training, NDManager manager) {
        return at("training.precision", () -> {
            Precision precision = Precision.named(training.precision());
            precision.requireOn(manager);
            return precision;
        });
    }

    /** Work on one key of the configuration, whose errors say so. */
    private static <T> T at(String path, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    private static GradientPass uncompiled(TrainingSection.Options training, ModelComputation computation, NDManager manager) {
        return switch (training.recompute()) {
            case "none" -> new RecordedPass(computation, new ParameterStore(manager, false));
            case "normalizations" -> forgetting(computation, manager, Forgetting.NORMALIZATIONS);
            case "cells" -> forgetting(computation, manager, Forgetting.CELLS);
            default -> throw new IllegalArgumentException(
                    "training.recompute: '%s' is unknown; none, normalizations and cells are".formatted(training.recompute()));
        };
    }

    private static GradientPass forgetting(ModelComputation computation, NDManager manager, Forgetting what) {
        return new CheckpointedPass(computation.model(), new ParameterStore(manager, false), computation.objective(), what);
    }

    /** Trains in this composition's way. */
    public Trainer trainer(Checkpoints checkpoints, TrainingObserver observer) {
        return new Trainer(learner, options, training, evaluator(observer::batchMeasured), gallery(observer::batchMeasured), checkpoints, observer);
    }

    public Evaluator evaluator() {
        return evaluator(() -> {});
    }

    /** @param batchDone runs after every batch of every measurement */
    public Evaluator evaluator(Runnable batchDone) {
        return new Evaluator(learner.model(), learner.manager(), test, batchDone);
    }

    /** @param batchDone runs after every batch that batch-norm statistics are readjusted with */
    public Gallery gallery(Runnable batchDone) {
        return new Gallery(learner.model(), learner.manager(), test, evaluation, batchDone);
    }

    /** What the whole run does when. */
    public Course course() {
        return course(options, training);
    }

    private static Course course(TrainingSection.Options options, Images training) {
        return Course.of(options, training.size() / options.batchSize());
    }

    /** [N,C,H,W] of a training batch. */
    public Shape batchShape() {
        return new Shape(options.batchSize()).addAll(training.shape());
    }

    /** What the section {@code model} of a configuration asks for. */
    public static ModelConfiguration architecture(Map<String, ?> configuration) {
        return ModelConfiguration.read(map(configuration, "model"));
    }

    /**
     * The parts of a section that maps names to options, as {@code regularizers} and {@code trackers} do; those that are switched off with
     * {@code false} are left out.
     */
    public static Map<String, Options> named(Map<String, ?> configuration, String section) {
        Map<String, Options> named = new LinkedHashMap<>();
        map(configuration, section).forEach((name, value) -> {
            if (value instanceof Map<?, ?> options) {
                named.put(name, Options.of(strings(options)));
            } else if (!Boolean.FALSE.equals(value)) {
                throw new IllegalArgumentException("%s.%s: expected a mapping of options, or false, but found: %s".formatted(section, name, value));
            }
        });
        return named;
    }

    private static Options section(Map<String, ?> configuration, String name) {
        return Options.of(map(configuration, name));
    }

    private static Map<String, Object> map(Map<String, ?> configuration, String name) {
        Object value = configuration.get(name);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return strings(map);
        }
        throw new IllegalArgumentException("%s: expected a mapping, but found: %s".formatted(name, value));
    }

    private static PartRef part(Map<String, ?> configuration, String name) {
        return at(name, () -> PartRef.of(configuration.get(name)));
    }

    private static Map<String, Object> strings(Map<?, ?> map) {
        Map<String, Object> strings = new LinkedHashMap<>();
        map.forEach((key, value) -> strings.put(String.valueOf(key), value));
        return strings;
    }

    @Override
    public void close() {
        learner.close();
        dataset.close();
    }
}
