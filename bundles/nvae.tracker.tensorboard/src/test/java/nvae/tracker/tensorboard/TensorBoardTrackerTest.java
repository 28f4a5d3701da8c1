package nvae.tracker.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import nvae.api.part.Options;
import nvae.api.training.Tracker;
import nvae.api.training.TrackerType;
import nvae.testkit.TrackerContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardTrackerTest extends TrackerContract {

    @Override
    protected TrackerType type() {
        return new TensorBoardTracker();
    }

    /** Reads the file with a reader of its own, from the format's description. */
    @Override
    protected TreeMap<Long, Map<String, Double>> recorded(Path runFolder) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(runFolder.resolve(TensorBoardTracker.FILE))).order(ByteOrder.LITTLE_ENDIAN);
        TreeMap<Long, Map<String, Double>> found = new TreeMap<>();
        while (file.hasRemaining()) {
            byte[] event = new byte[(int) file.getLong()];
            file.getInt();
            file.get(event);
            assertThat(file.getInt()).isEqualTo(EventFile.masked(event));
            Fields fields = new Fields(event);
            if (fields.has(5)) {
                for (Fields value : fields.messages(5, 1)) {
                    if (value.has(2)) {
                        found.computeIfAbsent(fields.number(2), step -> new HashMap<>()).put(value.text(1), (double) value.single(2));
                    }
                }
            }
        }
        return found;
    }

    @Test
    void masksItsChecksumsAsTensorFlowDoes() {
        // TensorFlow's own header record of version 2: length 24 and its checksum, as any of its event files starts.
        byte[] length = {24, 0, 0, 0, 0, 0, 0, 0};
        assertThat(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(EventFile.masked(length)).array())
                .containsExactly(0xa3, 0x7f, 0x4b, 0x22);
    }

    @Test
    void anEventThatACrashCutIsDroppedOnResuming(@TempDir Path folder) throws IOException {
        try (Tracker tracker = type().open(folder, Map.of(), 0, Options.none())) {
            tracker.scalars(300, Map.of("nelbo", 5.0));
        }
        Files.write(folder.resolve(TensorBoardTracker.FILE), new byte[] {40, 0, 0, 0, 0, 0, 0, 0, 1, 2}, StandardOpenOption.APPEND);
        try (Tracker tracker = type().open(folder, Map.of(), 300, Options.none())) {
            tracker.scalars(301, Map.of("nelbo", 4.0));
        }
        assertThat(recorded(folder)).isEqualTo(Map.of(300L, Map.of("nelbo", 5.0), 301L, Map.of("nelbo", 4.0)));
    }

    @Test
    void keepsPicturesWhole(@TempDir Path folder) throws IOException {
        Path png = folder.resolve("samples.png");
        ImageIO.write(new BufferedImage(5, 3, BufferedImage.TYPE_BYTE_GRAY), "png", png.toFile());
        try (Tracker tracker = type().open(folder, Map.of(), 0, Options.none())) {
            tracker.image(1, "samples", png);
        }
        String file = Files.readString(folder.resolve(TensorBoardTracker.FILE), StandardCharsets.ISO_8859_1);
        assertThat(file).contains(Files.readString(png, StandardCharsets.ISO_8859_1));
    }
}
