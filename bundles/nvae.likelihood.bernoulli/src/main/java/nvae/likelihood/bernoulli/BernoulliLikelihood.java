package nvae.likelihood.bernoulli;

import ai.djl.ndarray.NDArray;
import nvae.api.distribution.ImageDistribution;
import nvae.api.distribution.Likelihood;
import nvae.api.distribution.LikelihoodType;
import nvae.api.part.Options;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;

/** Binary pixels, one logit each. Images have any number of channels. */
@Component(service = LikelihoodType.class)
@Part(kind = LikelihoodType.KIND, name = "bernoulli")
public final class BernoulliLikelihood implements LikelihoodType, Likelihood {
    @Override
    public Likelihood create(Options options) {
        return this;
    }

    @Override
    public int parameterChannels(int imageChannels) {
        return imageChannels;
    }

    @Override
    public ImageDistribution of(NDArray raw) {
        return new Bernoulli(raw);
    }
}
