package nvae.tracker.mlflow;

import com.google.gson.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Sends a trial's numbers and configuration to an MLflow server. A resumed trial goes on in its own MLflow run; steps that it repeats are
 * sent again, with the same values.
 */
@Component
@Part(kind = TrackerType.KIND, name = "mlflow")
@Designate(ocd = MlflowTracker.Settings.class)
public final class MlflowTracker implements TrackerType {
    static final String RUN_FILE = "mlflow-run.txt";

    @ObjectClassDefinition(name = "MLflow", description = "Sends a trial's numbers and configuration to an MLflow server.")
    @interface Settings {
        @AttributeDefinition(description = "Address of the tracking server.")
        String address() default "http://127.0.0.1:5000";

        @AttributeDefinition(description = "Name of the experiment; it is made if there is none.")
        String experiment() default "nvae";
    }

    @Override
    public Tracker open(Path folder, Map<String, ?> configuration, long resumedAt, Options options) throws IOException {
        Settings settings = options.as(Settings.class);
        MlflowServer server = new MlflowServer(settings.address());
        Path known = folder.resolve(RUN_FILE);
        if (resumedAt > 0 && Files.exists(known)) {
            String run = Files.readString(known).strip();
            server.status(run, "RUNNING");
            return new MlflowRun(server, run);
        }
        String run = server.createRun(server.experiment(settings.experiment()), folder.getFileName().toString());
        Files.writeString(known, run);
        for (JsonArray batch : Parameters.of(configuration)) {
            server.log(run, new JsonArray(), batch);
        }
        return new MlflowRun(server, run);
    }

    /** A configuration as MLflow's flat parameters, in batches of as many as one call may have. */
    static final class Parameters {
        private static final int MAX_LENGTH = 500;
        private static final int BATCH = 100;

        private Parameters() {}

        static List<JsonArray> of(Map<String, ?> configuration) {
            TreeMap<String, String> flat = new TreeMap<>();
            flatten("", configuration, flat);
            List<JsonArray> batches = new ArrayList<>();
            flat.forEach((path, text) -> {
                if (batches.isEmpty() || batches.get(batches.size() - 1).size() == BATCH) {
                    batches.add(new JsonArray());
                }
                batches.get(batches.size() - 1).add(MlflowRun.pair(path, text));
            });
            return batches;
        }

        private static void flatten(String path, Object value, Map<String, String> flat) {
            if (value instanceof Map<?, ?> map) {
                map.forEach((key, inner) -> flatten(path.isEmpty() ? key.toString() : path + "." + key, inner, flat));
            } else {
                String text = String.valueOf(value);
                flat.put(path, text.substring(0, Math.min(MAX_LENGTH, text.length())));
            }
        }
    }
}
