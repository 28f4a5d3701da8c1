package nvae.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import nvae.training.checkpoint.CheckpointState;
import nvae.training.checkpoint.Checkpoints;
import nvae.training.checkpoint.NotFiniteException;
import nvae.training.data.Images;
import nvae.training.data.TrainingBatches;
import nvae.training.evaluation.Bound;
import nvae.training.evaluation.Evaluator;
import nvae.training.evaluation.Gallery;
import nvae.training.update.AverageInUse;

/** Trains a model from its first step, or from its last check-point, to its last step. */
public final class Trainer {
    private final Learner learner;
    private final TrainingSection.Options options;
    private final Images images;
    private final Evaluator evaluator;
    private final Gallery gallery;
    private final Checkpoints checkpoints;
    private final TrainingObserver observer;
    private final StepTimes times = new StepTimes();

    /**
     * Prepares a run.
     *
     * @param images to train on
     * @param evaluator measures on the way
     * @param gallery draws on the way
     * @param checkpoints where the run can go on from
     */
    public Trainer(
            Learner learner, TrainingSection.Options options, Images images,
            Evaluator evaluator, Gallery gallery, Checkpoints checkpoints, TrainingObserver observer) {
        this.learner = learner;
        this.options = options;
        this.images = images;
        this.evaluator = evaluator;
        this.gallery = gallery;
        this.checkpoints = checkpoints;
        this.observer = observer;
    }

    /**
     * Trains to the end and evaluates.
     *
     * @param start {@link CheckpointState#start} for a new run, or what {@link Checkpoints#restore} gave
     * @throws DivergedException if a loss, a parameter or the test set's bound is not finite; the last check-point stays as it is
     */
    public TrainingResult train(CheckpointState start) throws IOException, InterruptedException {
        try (TrainingBatches batches = new TrainingBatches(images, options.batchSize(), start.seed(), start.step());
                StepWindow window = new StepWindow(learner.manager(), learner.model().hierarchy().size())) {
            Run run = new Run(Course.of(options, batches.stepsPerEpoch()), batches, window, start);
            return run.toTheEnd();
        }
    }

    /** One run under way. */
    private final class Run {
        private final Course course;
        private final TrainingBatches batches;
        private final StepWindow window;

        private CheckpointState state;
        private Evaluator.Measured end;
        private double seconds;

        Run(Course course, TrainingBatches batches, StepWindow window, CheckpointState start) {
            this.course = course;
            this.batches = batches;
            this.window = window;
            this.state = start;
            this.seconds = start.seconds();
        }

        TrainingResult toTheEnd() throws IOException, InterruptedException {
            for (long step = state.step(); step < course.steps(); step++) {
                step(step);
                after(step + 1);
            }
            Evaluator.Measured test = end();
            double secondsPerStep = times.count() > 0 ? times.median() : state.seconds() / state.step();
            return new TrainingResult(
                    state.step(), state.seconds(), secondsPerStep, options.batchSize() / secondsPerStep, state.recent().value(),
                    test.bound(), test.activeUnits());
        }

        private void step(long step) throws InterruptedException {
            long begin = System.nanoTime();
            learner.step(batches.next(), step, course.learningRate().at(step), window);
            seconds += times.addSince(begin);
        }

        /** What is due after so many steps. A check-point comes last: what it does not hold, a resumed run does again. */
        private void after(long done) throws IOException {
            boolean evaluate = course.isDueByEpochs(done, options.evaluateEvery());
            boolean draw = course.isDueByEpochs(done, options.sampleEvery());
            boolean save = course.isDueBySteps(done, options.checkpointEvery());
            if (evaluate || save || course.isDueBySteps(done, options.logEvery())) {
                log(done);
            }
            if (evaluate) {
                evaluate();
            }
            if (draw) {
                draw(done);
            }
            if (save) {
                save(Checkpoints.LAST);
                observer.saved(done);
            }
        }

        private void log(long done) throws IOException {
            List<StepTerms> terms = window.read();
            CheckpointState.Mean recent = state.recent();
            for (StepTerms term : terms) {
                term.requireFinite(learner::weightNorms);
                boolean newEpoch = term.step() % course.stepsPerEpoch() == 0;
                recent = (newEpoch ? new CheckpointState.Mean(0, 0) : recent).plus(term.nelbo());
            }
            double before = state.seconds();
            state = state.after(done, done / course.stepsPerEpoch(), seconds, recent);
            observer.trained(metrics(terms, terms.size() * options.batchSize() / (seconds - before)));
        }

        private TrainMetrics metrics(List<StepTerms> terms, double imagesPerSecond) {
            long last = state.step() - 1;
            List<Double> klPerGroup = new ArrayList<>();
            for (int group = 0; group < terms.get(0).klPerGroup().length; group++) {
                int index = group;
                klPerGroup.add(mean(terms, term -> term.klPerGroup()[index]));
            }
            Map<String, Double> penalties = new LinkedHashMap<>();
            for (String name : learner.regularizers()) {
                int index = penalties.size();
                penalties.put(name, mean(terms, term -> term.penalties()[index]));
            }
            return new TrainMetrics(
                    state.step(), course.epochOf(last), terms.size(), seconds,
                    mean(terms, StepTerms::loss), mean(terms, StepTerms::recon), klPerGroup,
                    learner.klCoefficient(last), course.learningRate().at(last), penalties, imagesPerSecond,
                    terms.stream().mapToDouble(StepTerms::gradientNorm).filter(Double::isFinite).average(), learner.skippedSteps());
        }

        private void evaluate() throws IOException {
            Bound test = state.step() == course.steps() ? end().bound() : finite(averaged(evaluator::bound));
            observer.evaluated(state.step(), state.epoch(), test);
            if (test.nelbo() < state.best().nelbo()) {
                state = state.withBest(test.nelbo());
                save(Checkpoints.BEST);
            }
        }

        /** What the model is measured to be after its last step, once: whether the course evaluates it then or a run only resumes there. */
        private Evaluator.Measured end() {
            if (end == null) {
                end = averaged(evaluator::boundAndActiveUnits);
                finite(end.bound());
            }
            return end;
        }

        /** @throws DivergedException if the test set's bound is not finite: the last step, or a few test images, were too much */
        private Bound finite(Bound bound) {
            if (Double.isFinite(bound.nelbo())) {
                return bound;
            }
            throw new DivergedException("the test bound after step %d is %s: reconstruction %.4g, %s, %s; %s".formatted(
                    state.step(), bound.nelbo(), bound.recon(), Diagnosis.worstGroup(bound.klPerGroup()),
                    Diagnosis.weights(learner.weightNorms()), Diagnosis.REMEDY));
        }

        private <T> T averaged(Supplier<T> measurement) {
            try (AverageInUse average = learner.useAverage()) {
                return measurement.get();
            }
        }

        private void save(String name) throws IOException {
            try {
                checkpoints.save(name, learner.state(), state);
            } catch (NotFiniteException e) {
                throw new DivergedException(e.getMessage() + ", though the loss was still finite: a gradient was not; a lower"
                        + " training.learningRate may help; the check-point before is kept");
            }
        }

        private void draw(long done) throws IOException {
            String name = "samples-" + done;
            Path png = checkpoints.folder().resolve("samples").resolve(name + ".png");
            boolean drawn;
            try (AverageInUse average = learner.useAverage()) {
                drawn = gallery.samples(png);
            }
            if (drawn) {
                observer.drawn(done, name, png);
            }
        }
    }

    private static double mean(List<StepTerms> terms, ToDoubleFunction<StepTerms> value) {
        return terms.stream().mapToDouble(value).average().orElseThrow();
    }
}
