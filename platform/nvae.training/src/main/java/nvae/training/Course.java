package nvae.training;

import nvae.training.schedule.LearningRateSchedule;

/**
 * What a run does at which step.
 *
 * @param steps of the whole run
 * @param stepsPerEpoch steps that see every training image once
 * @param learningRate how fast parameters move
 */
public record Course(long steps, long stepsPerEpoch, LearningRateSchedule learningRate) {

    /** The course that a configuration asks for. */
    public static Course of(TrainingSection.Options options, long stepsPerEpoch) {
        long steps = options.steps() > 0 ? options.steps() : options.epochs() * stepsPerEpoch;
        long epochs = (steps + stepsPerEpoch - 1) / stepsPerEpoch;
        LearningRateSchedule learningRate = new LearningRateSchedule(
                epochs, stepsPerEpoch, options.warmupEpochs(), options.learningRate(), options.learningRateMin());
        return new Course(steps, stepsPerEpoch, learningRate);
    }

    /** The epoch, counted from 0, of a step, counted from 0. */
    public long epochOf(long step) {
        return step / stepsPerEpoch;
    }

    /**
     * Whether something that happens every so many epochs is due.
     *
     * @param done steps done
     * @param epochs between two times; 0 for the end of the run only
     */
    boolean isDueByEpochs(long done, int epochs) {
        return done == steps || epochs > 0 && done % (epochs * stepsPerEpoch) == 0;
    }

    /**
     * Whether something that happens every so many steps is due.
     *
     * @param done steps done
     * @param every steps between two times; 0 for the end of the run only
     */
    boolean isDueBySteps(long done, int every) {
        return done == steps || every > 0 && done % every == 0;
    }
}
