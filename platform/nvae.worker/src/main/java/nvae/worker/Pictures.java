package nvae.worker;

import java.io.IOException;
import java.nio.file.Path;
import nvae.api.training.Tracker;
import nvae.training.evaluation.Gallery;

/**
 * The pictures of a trained model.
 *
 * @param folder where they are written
 */
record Pictures(Gallery gallery, Path folder) {

    /** Draws what the options want, and shows it to the trackers. */
    void draw(long step, Tracker trackers) throws IOException {
        Path samples = folder.resolve("samples.png");
        if (gallery.samples(samples)) {
            trackers.image(step, "samples", samples);
        }
        Path reconstructions = folder.resolve("reconstructions.png");
        if (gallery.reconstructions(reconstructions)) {
            trackers.image(step, "reconstructions", reconstructions);
        }
    }
}
