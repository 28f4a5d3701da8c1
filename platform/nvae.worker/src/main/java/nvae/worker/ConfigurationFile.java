package nvae.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import nvae.training.checkpoint.AtomicFile;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** {@code config.yaml}: a trial's resolved configuration, to read and to run again. */
final class ConfigurationFile {
    private ConfigurationFile() {}

    static void write(Path file, Map<String, ?> configuration) throws IOException {
        DumperOptions layout = new DumperOptions();
        layout.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        AtomicFile.write(file, new Yaml(layout).dump(configuration));
    }
}
