package nvae.host.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nvae.api.part.Part;
import nvae.host.PluginFolder;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/**
 * Why a part cannot be had, from the nearest miss to the farthest: its component waits for something, its jar was dropped but is not used,
 * its bundle does not resolve, or nothing has that name.
 */
final class MissingPart {
    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final PluginFolder folder;

    MissingPart(BundleContext context, ServiceComponentRuntime components, PluginFolder folder) {
        this.context = context;
        this.components = components;
        this.folder = folder;
    }

    /** One message for a person; the parts that there are give the nearest names. */
    String explain(PartName wanted, List<PartName> available) {
        return Stream.<Optional<String>>of(unsatisfied(wanted), notUsed(wanted), unresolved(wanted))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> unknown(wanted, available));
    }

    private Optional<String> unsatisfied(PartName wanted) {
        return components.getComponentDescriptionDTOs().stream()
                .filter(component -> wanted.equals(nameOf(component)))
                .map(component -> "the " + wanted + " of " + component.bundle.symbolicName + " " + component.bundle.version
                        + " is installed, but its component " + component.name + " " + missing(component))
                .findFirst();
    }

    private static PartName nameOf(ComponentDescriptionDTO component) {
        return new PartName(
                String.valueOf(component.properties.get(Part.KIND_PROPERTY)), String.valueOf(component.properties.get(Part.NAME_PROPERTY)));
    }

    private String missing(ComponentDescriptionDTO component) {
        for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(component)) {
            switch (configuration.state) {
                case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION:
                    return "waits for the configuration " + String.join(", ", component.configurationPid);
                case ComponentConfigurationDTO.UNSATISFIED_REFERENCE:
                    return "waits for " + Arrays.stream(configuration.unsatisfiedReferences)
                            .map(reference -> service(component, reference))
                            .collect(Collectors.joining(" and "));
                case ComponentConfigurationDTO.FAILED_ACTIVATION:
                    return "failed to start: " + configuration.failure.lines().findFirst().orElse("");
                default:
                    return "has only just arrived; try again";
            }
        }
        return "is disabled";
    }

    private static String service(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO unsatisfied) {
        return Arrays.stream(component.references)
                .filter(reference -> reference.name.equals(unsatisfied.name))
                .map(reference -> "a service " + reference.interfaceName + (reference.target == null ? "" : " " + reference.target))
                .findFirst()
                .orElse("the reference " + unsatisfied.name);
    }

    private Optional<String> notUsed(PartName wanted) {
        return folder.plugins().stream()
                .filter(plugin -> !plugin.usable() && plugin.parts().contains(wanted.toString()))
                .map(plugin -> "the " + wanted + " is in " + folder.path().resolve(plugin.file()) + ", which is not used: "
                        + plugin.problem())
                .findFirst();
    }

    private Optional<String> unresolved(PartName wanted) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE && PartName.declaredBy(bundle).contains(wanted))
                .map(bundle -> "the " + wanted + " is in " + bundle.getSymbolicName() + " " + bundle.getVersion() + ", which does not run\n"
                        + String.join("\n", UnresolvedBundle.why(context, bundle)))
                .findFirst();
    }

    private static String unknown(PartName wanted, List<PartName> available) {
        String message = "there is no " + wanted;
        List<String> elsewhere = available.stream()
                .filter(part -> part.name().equals(wanted.name()))
                .map(part -> "a " + part)
                .toList();
        if (!elsewhere.isEmpty()) {
            return message + "; there is " + String.join(", ", elsewhere);
        }
        List<String> names = available.stream().filter(part -> part.kind().equals(wanted.kind())).map(PartName::name).toList();
        if (names.isEmpty()) {
            return message + ": no bundle has a part of the kind '" + wanted.kind() + "'; the kinds are "
                    + available.stream().map(PartName::kind).distinct().sorted().collect(Collectors.joining(", "));
        }
        return message + nearest(wanted.name(), names) + "; known are " + String.join(", ", names);
    }

    private static String nearest(String wanted, List<String> names) {
        LevenshteinDistance distance = new LevenshteinDistance();
        String nearest = names.stream().min((a, b) -> distance.apply(wanted, a) - distance.apply(wanted, b)).orElseThrow();
        return distance.apply(wanted, nearest) <= Math.max(2, wanted.length() / 3) ? "; did you mean '" + nearest + "'?" : "";
    }
}
