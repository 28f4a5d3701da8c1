package nvae.dataset.imagefolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import nvae.api.data.Dataset;
import nvae.api.data.DatasetType;
import nvae.api.data.ImagesDigest;
import nvae.api.data.MemoryDataset;
import nvae.api.part.Options;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * Folders of PNG, JPEG, BMP or GIF files, each cut to its central square and resized to one size; sub-folders are read too. Small
 * datasets are held in memory; the images of large ones are decoded when they are needed.
 */
@Component
@Part(kind = DatasetType.KIND, name = "image-folder")
@Designate(ocd = ImageFolderDataset.Settings.class)
public final class ImageFolderDataset implements DatasetType {
    /** Bytes of pixels up to which all images are decoded when the dataset is opened. */
    static final long IN_MEMORY = 256L << 20;

    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".bmp", ".gif");

    @ObjectClassDefinition(name = "Image folder", description = "Folders of PNG, JPEG, BMP or GIF files, cut to the central square and resized.")
    @interface Settings {
        @AttributeDefinition(description = "Folder of the training images, absolute or from where the host was started.")
        String train() default "data/train";

        @AttributeDefinition(description = "Folder of the test images.")
        String test() default "data/test";

        @AttributeDefinition(description = "Height and width that every image is resized to; even.", min = "2", max = "1024")
        int size() default 64;

        @AttributeDefinition(description = "Side of the central square that is cut out first, in pixels; 0 for the largest.", min = "0")
        int crop() default 0;

        @AttributeDefinition(description = "1 for grey images, 3 for colour.", options = {@Option("1"), @Option("3")})
        int channels() default 3;
    }

    @Override
    public Dataset open(Options options) throws IOException {
        Settings settings = options.as(Settings.class);
        Framing framing = new Framing(settings.size(), settings.crop(), settings.channels());
        Path train = Path.of(settings.train());
        Path test = Path.of(settings.test());
        FolderImages trainImages = new FolderImages(train, images(train), framing);
        FolderImages testImages = new FolderImages(test, images(test), framing);
        if (trainImages.bytes() + testImages.bytes() <= IN_MEMORY) {
            return new MemoryDataset(trainImages.inMemory(), testImages.inMemory());
        }
        trainImages.requireReadable();
        testImages.requireReadable();
        return new Unread(trainImages, testImages);
    }

    /** Images that are decoded when they are asked for. Its digest is of the files. */
    private record Unread(FolderImages train, FolderImages test) implements Dataset {

        @Override
        public String digest() {
            MessageDigest sha = ImagesDigest.sha256();
            try {
                train.digest(sha);
                test.digest(sha);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
            return HexFormat.of().formatHex(sha.digest());
        }
    }

    /** In the order of their paths, so that every machine sees the same data. */
    private static List<Path> images(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("no folder " + folder.toAbsolutePath() + "; set the dataset's options 'train' and 'test'");
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(ImageFolderDataset::isImage).sorted().toList();
        }
        if (files.isEmpty()) {
            throw new IOException("no image in " + folder.toAbsolutePath() + "; files must end in " + String.join(", ", ENDINGS));
        }
        return files;
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
    }
}
