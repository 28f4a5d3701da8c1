package nvae.api.layer;

import java.util.function.Function;
import java.util.random.RandomGenerator;

/** A layer that draws its parameters' first values itself. {@link ParameterStart} calls it once the parameters have their shapes. */
public interface RandomStart {
    /**
     * Sets the first values of this layer's own parameters (not those of its children).
     *
     * @param stream the random numbers of one parameter, by the parameter's name; they depend on the seed and the parameter's path alone
     */
    void start(Function<String, RandomGenerator> stream);
}
