package nvae.api.training;

/**
 * A coefficient that moves, linearly in its logarithm, from one value to another while the KL coefficient grows from 0 to 1.
 *
 * @param from the value at KL coefficient 0; 0 for no annealing
 * @param to the value at KL coefficient 1
 */
public record LogAnnealing(double from, double to) {

    /** The value at a KL coefficient in [0,1]. */
    public float at(float klCoefficient) {
        if (from == 0 || to == 0) {
            return (float) to;
        }
        return (float) Math.exp((1 - klCoefficient) * Math.log(from) + klCoefficient * Math.log(to));
    }
}
