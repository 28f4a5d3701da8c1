package nvae.host.internal;

import java.util.Arrays;
import java.util.List;
import nvae.api.part.Part;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * A part that a running component offers. It is known by its service's properties; the part itself is never fetched, so its classes are
 * never loaded in the host.
 *
 * @param component the component's name, which is its Metatype pid too
 */
record PartOffer(String kind, String name, Bundle bundle, String component) {

    /** Everything that is on offer now. */
    static List<PartOffer> all(BundleContext context) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(null, "(" + Part.NAME_PROPERTY + "=*)");
            return found == null ? List.of() : Arrays.stream(found).map(PartOffer::of).filter(offer -> offer.bundle != null).toList();
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static PartOffer of(ServiceReference<?> service) {
        return new PartOffer(
                String.valueOf(service.getProperty(Part.KIND_PROPERTY)),
                String.valueOf(service.getProperty(Part.NAME_PROPERTY)),
                service.getBundle(),
                String.valueOf(service.getProperty("component.name")));
    }
}
