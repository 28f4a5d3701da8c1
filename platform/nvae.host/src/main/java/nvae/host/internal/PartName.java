package nvae.host.internal;

import java.util.List;
import nvae.api.part.Part;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;

/** What a part is found by. */
record PartName(String kind, String name) {

    /** The parts that a bundle says it has, whether it runs or not. */
    static List<PartName> declaredBy(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null
                ? List.of()
                : revision.getDeclaredCapabilities(Part.NAMESPACE).stream()
                        .map(part -> new PartName(
                                String.valueOf(part.getAttributes().get("kind")), String.valueOf(part.getAttributes().get("name"))))
                        .toList();
    }

    @Override
    public String toString() {
        return kind + " '" + name + "'";
    }
}
