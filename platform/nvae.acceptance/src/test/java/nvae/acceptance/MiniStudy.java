package nvae.acceptance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** The study that faults strike: {@code mini.yaml}, on made-up images of 8x8. */
final class MiniStudy {
    static final String NAME = "mini";

    private static final int IMAGES_MAGIC = 0x0803;
    private static final int SIDE = 8;

    private MiniStudy() {}

    /** Writes the manifest and the images that it names into this folder; studies are to be run from there. */
    static Path write(Path folder) throws IOException {
        Random random = new Random(1);
        Files.write(folder.resolve("train-images-idx3-ubyte"), images(64, random));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(16, random));
        Path manifest = folder.resolve(NAME + ".yaml");
        try (var resource = MiniStudy.class.getResourceAsStream("/mini.yaml")) {
            Files.copy(resource, manifest);
        }
        return manifest;
    }

    /** Black and white at random, in the IDX format. */
    private static byte[] images(int count, Random random) {
        ByteBuffer file = ByteBuffer.allocate(4 * Integer.BYTES + count * SIDE * SIDE);
        file.putInt(IMAGES_MAGIC).putInt(count).putInt(SIDE).putInt(SIDE);
        while (file.hasRemaining()) {
            file.put((byte) (random.nextBoolean() ? 255 : 0));
        }
        return file.array();
    }
}
