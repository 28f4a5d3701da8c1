package nvae.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nvae.api.training.Tracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All trackers of a trial as one. A tracker that throws is reported once and left out from then on; the trial goes on. */
final class Trackers implements Tracker {
    private static final Logger LOG = LoggerFactory.getLogger(Trackers.class);

    private final List<Tracker> working;

    Trackers(List<Tracker> trackers) {
        working = new ArrayList<>(trackers);
    }

    @Override
    public void scalars(long step, Map<String, Double> values) {
        each(tracker -> tracker.scalars(step, values));
    }

    @Override
    public void image(long step, String name, Path png) {
        each(tracker -> tracker.image(step, name, png));
    }

    @Override
    public void close() {
        each(Tracker::close);
    }

    private void each(Call call) {
        working.removeIf(tracker -> {
            try {
                call.on(tracker);
                return false;
            } catch (IOException | RuntimeException e) {
                LOG.warn("tracker {} failed and is left out from now on: {}", tracker.getClass().getName(), e.toString());
                return true;
            }
        });
    }

    private interface Call {
        void on(Tracker tracker) throws IOException;
    }
}
