package example.tracker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import nvae.api.training.TrackerType;
import nvae.testkit.TrackerContract;

class ExampleTrackerTest extends TrackerContract {
    @Override
    protected TrackerType type() {
        return new ExampleTracker();
    }

    @Override
    protected TreeMap<Long, Map<String, Double>> recorded(Path runFolder) throws IOException {
        TreeMap<Long, Map<String, Double>> found = new TreeMap<>();
        for (String line : Files.readAllLines(runFolder.resolve("example.tsv"))) {
            String[] fields = line.split("\t");
            found.computeIfAbsent(Long.parseLong(fields[0]), step -> new HashMap<>()).put(fields[1], Double.parseDouble(fields[2]));
        }
        return found;
    }
}
