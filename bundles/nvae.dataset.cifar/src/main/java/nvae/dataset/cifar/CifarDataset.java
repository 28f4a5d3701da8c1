package nvae.dataset.cifar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nvae.api.data.Dataset;
import nvae.api.data.DatasetType;
import nvae.api.data.ImageArray;
import nvae.api.data.MemoryDataset;
import nvae.api.part.Options;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** CIFAR-10 and CIFAR-100 in their binary form: records of label bytes followed by 3x32x32 bytes, C,H,W (Krizhevsky, 2009). */
@Component
@Part(kind = DatasetType.KIND, name = "cifar")
@Designate(ocd = CifarDataset.Settings.class)
public final class CifarDataset implements DatasetType {
    private static final int SIDE = 32;
    private static final int PIXELS = 3 * SIDE * SIDE;

    @ObjectClassDefinition(name = "CIFAR", description = "CIFAR-10 and CIFAR-100 in their binary form.")
    @interface Settings {
        @AttributeDefinition(description = "Folder of the .bin files, absolute or from where the host was started.")
        String folder() default "data";

        @AttributeDefinition(description = "The training files: a file name, '*' stands for anything. CIFAR-100: train.bin")
        String train() default "data_batch_*.bin";

        @AttributeDefinition(description = "The test files, likewise. CIFAR-100: test.bin")
        String test() default "test_batch.bin";

        @AttributeDefinition(description = "Label bytes before each image: 1 for CIFAR-10, 2 for CIFAR-100.", min = "1", max = "2")
        int labelBytes() default 1;
    }

    @Override
    public Dataset open(Options options) throws IOException {
        Settings settings = options.as(Settings.class);
        Path folder = Path.of(settings.folder());
        return new MemoryDataset(read(folder, settings.train(), settings.labelBytes()), read(folder, settings.test(), settings.labelBytes()));
    }

    private static ImageArray read(Path folder, String pattern, int labelBytes) throws IOException {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        for (Path file : matching(folder, pattern)) {
            byte[] records = Files.readAllBytes(file);
            int record = labelBytes + PIXELS;
            if (records.length == 0 || records.length % record != 0) {
                throw new IOException(file + " has " + records.length + " bytes, which is no whole number of records of " + record
                        + " bytes: it is cut, or 'labelBytes' (" + labelBytes + ") is wrong");
            }
            for (int start = 0; start < records.length; start += record) {
                pixels.write(records, start + labelBytes, PIXELS);
            }
        }
        return new ImageArray(pixels.toByteArray(), 3, SIDE, SIDE);
    }

    private static List<Path> matching(Path folder, String pattern) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("no folder " + folder.toAbsolutePath() + "; set the dataset's option 'folder'");
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
            found.forEach(files::add);
        }
        if (files.isEmpty()) {
            throw new IOException("no file " + pattern + " in " + folder.toAbsolutePath()
                    + "; put CIFAR's .bin files there, or set the dataset's options 'folder', 'train' and 'test'");
        }
        files.sort(Comparator.comparing(Path::getFileName));
        return files;
    }
}
