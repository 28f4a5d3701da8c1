package nvae.training.schedule;

/**
 * KL annealing: how much the KL term counts. It starts at a minimum, stays there for a part of the run, grows linearly during the next
 * part, and then stays at 1 (NVAE, section 3.2).
 *
 * @param steps the run's number of steps
 * @param annealPortion part of all steps during which the coefficient grows; 0 for none
 * @param constPortion part of all steps before it starts to grow
 * @param minimum where it starts; also its floor
 */
public record KlSchedule(long steps, double annealPortion, double constPortion, double minimum) {

    /** The coefficient at a step, counted from 0; in [minimum, 1]. */
    public float coefficient(long step) {
        double grown = (step - constPortion * steps) / (annealPortion * steps);
        return annealPortion == 0 ? 1 : (float) Math.max(Math.min(grown, 1), minimum);
    }
}
