package nvae.host.internal;

import java.io.IOException;
import java.util.Map;
import nvae.api.data.Dataset;
import nvae.api.data.DatasetType;
import nvae.api.part.Part;
import nvae.api.part.PartRef;
import nvae.study.plan.DataDigests;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Opens datasets with the installed parts. A dataset holds bytes and no tensors, so this loads no engine. */
@Component
public final class InstalledDataDigests implements DataDigests {
    private final BundleContext context;

    @Activate
    public InstalledDataDigests(BundleContext context) {
        this.context = context;
    }

    @Override
    public String digest(Map<String, Object> dataset) throws IOException {
        PartRef part = PartRef.of(dataset);
        ServiceReference<DatasetType> reference = reference(part.name());
        DatasetType type = context.getService(reference);
        if (type == null) {
            throw new IOException("the dataset '" + part.name() + "' went away while it was asked for");
        }
        try (Dataset opened = type.open(part.options())) {
            return opened.digest();
        } finally {
            context.ungetService(reference);
        }
    }

    private ServiceReference<DatasetType> reference(String name) throws IOException {
        String filter = "(&(" + Part.KIND_PROPERTY + "=" + DatasetType.KIND + ")(" + Part.NAME_PROPERTY + "=" + name + "))";
        try {
            return context.getServiceReferences(DatasetType.class, filter).stream()
                    .findFirst()
                    .orElseThrow(() -> new IOException("the dataset '" + name + "' is not installed"));
        } catch (InvalidSyntaxException e) {
            throw new IOException("'" + name + "' is no dataset's name", e);
        }
    }
}
