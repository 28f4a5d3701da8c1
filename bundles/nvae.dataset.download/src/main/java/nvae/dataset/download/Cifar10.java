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

/** CIFAR-10 (Krizhevsky, 2009), fetched once if the options say so, and read by the part {@code cifar}. */
@Component
@Part(kind = DatasetType.KIND, name = "cifar10")
@Designate(ocd = Cifar10.Settings.class)
@Requirement(namespace = Part.NAMESPACE, filter = "(&(kind=dataset)(name=cifar))")
public final class Cifar10 implements DatasetType {
    private static final Download FILES = new Download("CIFAR-10", "cifar10", Map.of(
            "data_batch.bin", "data_batch.bin",
            "test_batch.bin", "test_batch.bin"),
            "data_batch*.bin", "test_batch.bin");

    private final DatasetType reader;

    @ObjectClassDefinition(name = "CIFAR-10", description = "CIFAR-10, which can be fetched from DJL's repository.")
    @interface Settings {
        @AttributeDefinition(description = "Folder of the files, absolute or from where the host was started.")
        String folder() default "data/cifar-10-batches-bin";

        @AttributeDefinition(description = "Fetch the files if they are not there. Without it, nothing is ever fetched.")
        boolean download() default false;

        @AttributeDefinition(description = "Where to fetch them: a repository of DJL's, https or file.")
        String repository() default Download.REPOSITORY;
    }

    @Activate
    public Cifar10(@Reference(target = "(&(nvae.part.kind=dataset)(nvae.part.name=cifar))") DatasetType reader) {
        this.reader = reader;
    }

    @Override
    public Dataset open(Options options) throws IOException {
        Settings settings = options.as(Settings.class);
        FILES.into(Path.of(settings.folder()), settings.download(), settings.repository());
        return reader.open(Options.of(Map.of("folder", settings.folder(), "train", "data_batch*.bin")));
    }
}
