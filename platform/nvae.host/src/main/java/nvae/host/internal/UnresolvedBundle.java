package nvae.host.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Says why a bundle does not resolve, as a short tree: what it needs and nobody has, and who in between has the same trouble. */
final class UnresolvedBundle {
    private static final Pattern LOWER = Pattern.compile("\\(version>=([^)]+)\\)");
    private static final Pattern UPPER = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");
    private static final String INDENT = "  ";

    private final BundleContext context;
    private final Set<Bundle> told = new HashSet<>();
    private final List<String> lines = new ArrayList<>();

    private UnresolvedBundle(BundleContext context) {
        this.context = context;
    }

    /** One line for each thing missing, indented by depth; empty if everything it needs is there. */
    static List<String> why(BundleContext context, Bundle bundle) {
        UnresolvedBundle report = new UnresolvedBundle(context);
        report.tell(bundle, INDENT);
        return report.lines;
    }

    private void tell(Bundle bundle, String indent) {
        if (!told.add(bundle)) {
            return;
        }
        for (BundleRequirement need : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
            if (isMandatory(need)) {
                tell(need, indent);
            }
        }
    }

    private void tell(BundleRequirement need, String indent) {
        List<BundleCapability> offers = capabilities(need.getNamespace());
        List<BundleCapability> fitting = offers.stream().filter(need::matches).toList();
        if (fitting.isEmpty()) {
            lines.add(indent + "needs " + describe(need) + nearMisses(need, offers));
        } else if (fitting.stream().noneMatch(offer -> isResolved(offer.getRevision().getBundle()))) {
            Bundle provider = fitting.get(0).getRevision().getBundle();
            lines.add(indent + "needs " + describe(need) + " of " + name(provider) + ", which is not resolved:");
            tell(provider, indent + INDENT);
        }
    }

    private List<BundleCapability> capabilities(String namespace) {
        return Arrays.stream(context.getBundles())
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(revision -> revision != null)
                .flatMap(revision -> revision.getDeclaredCapabilities(namespace).stream())
                .toList();
    }

    private static String nearMisses(BundleRequirement need, List<BundleCapability> offers) {
        List<String> others = offers.stream()
                .filter(offer -> value(need).equals(Optional.ofNullable(offer.getAttributes().get(need.getNamespace()))))
                .map(offer -> name(offer.getRevision().getBundle()) + " has version " + offer.getAttributes().get(Constants.VERSION_ATTRIBUTE))
                .distinct()
                .toList();
        return others.isEmpty() ? ", which no bundle has" : "; " + String.join(", ", others);
    }

    /** A requirement in words: {@code package nvae.api.cell [1.0.0,2.0.0)}. */
    private static String describe(BundleRequirement need) {
        String namespace = need.getNamespace();
        String what = namespace.substring(namespace.lastIndexOf('.') + 1);
        return value(need).map(value -> what + " " + value + range(filter(need))).orElseGet(() -> namespace + " " + filter(need));
    }

    /** The name that a requirement asks for, if its filter has the usual form. */
    private static Optional<Object> value(BundleRequirement need) {
        Matcher value = Pattern.compile("\\(" + Pattern.quote(need.getNamespace()) + "=([^)]+)\\)").matcher(filter(need));
        return value.find() ? Optional.of(value.group(1)) : Optional.empty();
    }

    private static String range(String filter) {
        Matcher lower = LOWER.matcher(filter.replaceAll(UPPER.pattern(), ""));
        Matcher upper = UPPER.matcher(filter);
        if (!lower.find()) {
            return "";
        }
        return upper.find() ? " [" + lower.group(1) + "," + upper.group(1) + ")" : " " + lower.group(1) + " or newer";
    }

    private static String filter(BundleRequirement need) {
        return need.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
    }

    private static boolean isMandatory(BundleRequirement need) {
        return !Constants.RESOLUTION_OPTIONAL.equals(need.getDirectives().get(Constants.RESOLUTION_DIRECTIVE))
                && Constants.EFFECTIVE_RESOLVE.equals(
                        need.getDirectives().getOrDefault(Constants.EFFECTIVE_DIRECTIVE, Constants.EFFECTIVE_RESOLVE));
    }

    private static boolean isResolved(Bundle bundle) {
        return (bundle.getState() & (Bundle.UNINSTALLED | Bundle.INSTALLED)) == 0;
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
