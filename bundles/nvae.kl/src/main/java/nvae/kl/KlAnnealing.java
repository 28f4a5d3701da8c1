package nvae.kl;

/**
 * KL annealing: how much the KL term counts. It starts at a minimum, stays there for a part of the run, grows linearly during the next
 * part, and then stays at 1 (NVAE, section 3.2).
 *
 * @param steps the run's number of steps
 * @param annealPortion part of all steps during which the coefficient grows; 0 for none
 * @param constPortion part of all steps before it starts to grow
 * @param minimum where it starts; also its floor
 */
public record KlAnnealing(long steps, double annealPortion, double constPortion, double minimum) {

    static final String PORTION_NAME = "Annealing";
    static final String PORTION_HELP = "Part of all steps during which the KL coefficient grows to 1; 0 for no annealing.";
    static final String CONSTANT_NAME = "Constant";
    static final String CONSTANT_HELP = "Part of all steps before the KL coefficient starts to grow.";
    static final String MINIMUM_NAME = "Minimum";
    static final String MINIMUM_HELP = "Where the KL coefficient starts.";

    /** The coefficient at a step, counted from 0; in [minimum, 1]. */
    public float coefficient(long step) {
        double grown = (step - constPortion * steps) / (annealPortion * steps);
        return annealPortion == 0 ? 1 : (float) Math.max(Math.min(grown, 1), minimum);
    }
}
