package nvae.api.distribution;

import nvae.api.part.Options;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of image likelihood. */
@ConsumerType
public interface LikelihoodType {
    String KIND = "likelihood";

    Likelihood create(Options options);
}
