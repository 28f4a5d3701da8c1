package nvae.tracker.csv;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nvae.api.part.Options;
import nvae.api.part.Part;
import nvae.api.training.Tracker;
import nvae.api.training.TrackerType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * A CSV file in long form, one line a number: {@code step,name,value}. Long, because the names need not be known when the file starts;
 * {@code pivot} in pandas or {@code pivot_wider} in R makes it wide.
 */
@Component
@Part(kind = TrackerType.KIND, name = "csv")
@Designate(ocd = CsvTracker.Settings.class)
public final class CsvTracker implements TrackerType {
    private static final String HEADER = "step,name,value";

    @ObjectClassDefinition(name = "CSV file", description = "Every number of a trial as a line step,name,value.")
    @interface Settings {
        @AttributeDefinition(description = "The file's name in the trial's run folder.")
        String file() default "metrics.csv";
    }

    @Override
    public Tracker open(Path folder, Map<String, ?> configuration, long resumedAt, Options options) throws IOException {
        String name = options.as(Settings.class).file();
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new IOException("the csv tracker's option 'file' must stay inside the run folder, but is " + name);
        }
        List<String> kept = resumedAt > 0 && Files.exists(file) ? linesUpTo(file, resumedAt) : List.of(HEADER);
        Path whole = file.resolveSibling(file.getFileName() + ".part");
        Files.write(whole, kept);
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        return new Lines(Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND));
    }

    /** The header and the whole lines of steps that a resumed trial will not repeat. A line that a crash cut short is dropped. */
    private static List<String> linesUpTo(Path file, long lastStep) throws IOException {
        return Files.readAllLines(file).stream().filter(line -> line.equals(HEADER) || isUpTo(line, lastStep)).toList();
    }

    private static boolean isUpTo(String line, long lastStep) {
        String[] fields = line.split(",");
        return fields.length == 3 && fields[0].matches("\\d{1,18}") && Long.parseLong(fields[0]) <= lastStep;
    }

    private record Lines(BufferedWriter out) implements Tracker {

        @Override
        public void scalars(long step, Map<String, Double> values) throws IOException {
            for (Map.Entry<String, Double> value : new TreeMap<>(values).entrySet()) {
                out.write(step + "," + value.getKey().replace(',', ';') + "," + value.getValue());
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
