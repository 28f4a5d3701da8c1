package nvae.api.distribution;

import nvae.api.part.Options;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of prior and posterior family. */
@ConsumerType
public interface FamilyType {
    String KIND = "family";

    Family create(Options options);
}
