package nvae.host.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nvae.host.PartRegistry;
import nvae.host.PluginFolder;
import nvae.study.catalog.BundleDigest;
import nvae.study.catalog.PartCatalog;
import nvae.study.catalog.PartDescription;
import org.apache.felix.metatype.OCD;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Finds the parts among the framework's services. Each snapshot is made from what is registered at that moment. */
@Component
public final class InstalledPartRegistry implements PartRegistry {
    /** What composes and trains: a trial's result depends on these whichever parts it names. */
    private static final Set<String> PLATFORM = Set.of("nvae.api", "nvae.model", "nvae.training", "nvae.worker");

    private final BundleContext context;
    private final MissingPart missing;
    private final BundleClosure closure;

    @Activate
    public InstalledPartRegistry(
            BundleContext context,
            @Reference ServiceComponentRuntime components,
            @Reference PluginFolder folder,
            @Reference BundleClosure closure) {
        this.context = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        missing = new MissingPart(this.context, components, folder);
        this.closure = closure;
    }

    @Override
    public PartCatalog snapshot() {
        List<PartDescription> parts = new ArrayList<>();
        Map<PartName, String> contested = new HashMap<>();
        PartOffer.all(context).stream()
                .filter(offer -> BundleJars.of(offer.bundle()).isPresent())
                .collect(Collectors.groupingBy(offer -> new PartName(offer.kind(), offer.name())))
                .forEach((name, offers) -> {
                    if (offers.size() == 1) {
                        parts.add(describe(offers.get(0)));
                    } else {
                        contested.put(name, conflict(name, offers));
                    }
                });
        List<BundleDigest> platform = Arrays.stream(context.getBundles())
                .filter(bundle -> PLATFORM.contains(bundle.getSymbolicName()))
                .map(this::digest)
                .sorted(Comparator.comparing(BundleDigest::symbolicName))
                .toList();
        return new Catalog(parts, contested, platform, missing::explain);
    }

    private PartDescription describe(PartOffer offer) {
        Optional<OCD> definition = OptionDefinitions.of(offer.bundle(), offer.component());
        return new PartDescription(
                offer.kind(),
                offer.name(),
                definition.map(OCD::getName).orElse(offer.name()),
                definition.map(OCD::getDescription).orElse(""),
                digest(offer.bundle()),
                definition.map(OptionDefinitions::options).orElse(List.of()));
    }

    private BundleDigest digest(Bundle bundle) {
        try {
            return closure.record(bundle);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the jar of " + bundle + ": " + e.getMessage(), e);
        }
    }

    private static String conflict(PartName name, List<PartOffer> offers) {
        return "several bundles offer the " + name + ": "
                + offers.stream()
                        .map(offer -> offer.bundle().getSymbolicName() + " " + offer.bundle().getVersion())
                        .sorted()
                        .collect(Collectors.joining(" and "))
                + "; remove all but one, or rename a part";
    }
}
