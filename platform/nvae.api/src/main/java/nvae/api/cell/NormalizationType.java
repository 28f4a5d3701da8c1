package nvae.api.cell;

import nvae.api.part.Options;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of normalization: none, weight norm, batch norm, both. */
@ConsumerType
public interface NormalizationType {
    String KIND = "normalization";

    Normalization create(Options options);
}
