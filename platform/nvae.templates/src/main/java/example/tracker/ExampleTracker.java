package example.tracker;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import nvae.api.part.Options;
import nvae.api.part.Part;
import nvae.api.training.Tracker;
import nvae.api.training.TrackerType;
import org.osgi.service.component.annotations.Component;

/** A text file in the run folder, {@code example.tsv}: step, name and value of every number, with tabs between them. */
@Component
@Part(kind = TrackerType.KIND, name = "example")
public final class ExampleTracker implements TrackerType {
    private static final String FILE = "example.tsv";
    private static final String TAB = "\t";

    @Override
    public Tracker open(Path folder, Map<String, ?> configuration, long resumedAt, Options options) throws IOException {
        Path file = folder.resolve(FILE);
        // A resumed trial repeats what came after its check-point; a line that a crash cut is of a step that is repeated.
        List<String> kept = resumedAt > 0 && Files.exists(file)
                ? Files.readAllLines(file).stream().filter(line -> isUpTo(resumedAt, line)).toList()
                : List.of();
        Files.write(file, kept);
        return new Lines(Files.newBufferedWriter(file, StandardOpenOption.APPEND));
    }

    private static boolean isUpTo(long lastStep, String line) {
        String[] fields = line.split(TAB);
        return fields.length == 3 && Long.parseLong(fields[0]) <= lastStep;
    }

    private record Lines(BufferedWriter out) implements Tracker {
        @Override
        public void scalars(long step, Map<String, Double> values) throws IOException {
            for (Map.Entry<String, Double> value : values.entrySet()) {
                out.write(step + TAB + value.getKey() + TAB + value.getValue());
                out.newLine();
            }
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
