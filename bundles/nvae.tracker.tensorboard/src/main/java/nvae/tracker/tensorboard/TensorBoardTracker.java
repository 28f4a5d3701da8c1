package nvae.tracker.tensorboard;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import nvae.api.part.Options;
import nvae.api.part.Part;
import nvae.api.training.Tracker;
import nvae.api.training.TrackerType;
import org.osgi.service.component.annotations.Component;

/** Event files that TensorBoard reads: {@code tensorboard --logdir runs} shows every trial of every study. */
@Component
@Part(kind = TrackerType.KIND, name = "tensorboard")
public final class TensorBoardTracker implements TrackerType {
    static final String FILE = "tensorboard/events.out.tfevents.0.nvae";

    private static final int RGB = 3;

    @Override
    public Tracker open(Path folder, Map<String, ?> configuration, long resumedAt, Options options) throws IOException {
        Path file = folder.resolve(FILE);
        Files.createDirectories(file.getParent());
        return new Events(EventFile.upTo(file, resumedAt));
    }

    private record Events(EventFile file) implements Tracker {

        @Override
        public void scalars(long step, Map<String, Double> values) throws IOException {
            Message summary = new Message();
            new TreeMap<>(values).forEach((name, value) -> summary.message(1, new Message().text(1, name).single(2, value.floatValue())));
            file.add(step, summary);
        }

        @Override
        public void image(long step, String name, Path png) throws IOException {
            BufferedImage size = ImageIO.read(png.toFile());
            if (size == null) {
                throw new IOException(png + " is no image");
            }
            Message image = new Message().integer(1, size.getHeight()).integer(2, size.getWidth()).integer(3, RGB).bytes(4, Files.readAllBytes(png));
            file.add(step, new Message().message(1, new Message().text(1, name).message(4, image)));
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
