package nvae.dataset.download;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import nvae.api.data.Dataset;
import nvae.api.data.DatasetType;
import nvae.api.part.Options;
import nvae.api.part.Part;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Fashion-MNIST in full (Xiao, Rasul and Vollgraf, 2017), fetched once if the options say so, and read by the part {@code idx}. */
@Component
@Part(kind = DatasetType.KIND, name = "fashion-mnist")
@Designate(ocd = FashionMnist.Settings.class)
@Requirement(namespace = Part.NAMESPACE, filter = "(&(kind=dataset)(name=idx))")
public final class FashionMnist implements DatasetType {
    private static final Download FILES = Download.ofIdx("Fashion-MNIST", "fashmnist");

    private final DatasetType reader;

    @ObjectClassDefinition(name = "Fashion-MNIST", description = "Fashion-MNIST, which can be fetched from DJL's repository.")
    @interface Settings {
        @AttributeDefinition(description = "Folder of the files, absolute or from where the host was started.")
        String folder() default "data/fashion-mnist";

        @AttributeDefinition(description = "Fetch the files if they are not there. Without it, nothing is ever fetched.")
        boolean download() default false;

        @AttributeDefinition(description = "Where to fetch them: a repository of DJL's, https or file.")
        String repository() default Download.REPOSITORY;
    }

    @Activate
    public FashionMnist(@Reference(target = "(&(nvae.part.kind=dataset)(nvae.part.name=idx))") DatasetType reader) {
        this.reader = reader;
    }

    @Override
    public Dataset open(Options options) throws IOException {
        Settings settings = options.as(Settings.class);
        FILES.into(Path.of(settings.folder()), settings.download(), settings.repository());
        return reader.open(Options.of(Map.of("folder", settings.folder())));
    }
}
