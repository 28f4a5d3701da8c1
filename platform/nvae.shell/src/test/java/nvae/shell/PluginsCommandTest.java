package nvae.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nvae.host.PluginFolder;
import org.junit.jupiter.api.Test;

final class PluginsCommandTest {
    private static final PluginFolder.Plugin USED =
            new PluginFolder.Plugin("acme.jar", "ab".repeat(32), "acme.cell 1.0.0", List.of("cell 'acme'"), "");
    private static final PluginFolder.Plugin TOO_LARGE = new PluginFolder.Plugin("large.jar", "", "", List.of(), "it is too large");

    private final StringWriter out = new StringWriter();

    @Test
    void aJarIsListedWithItsBundleAndTheBeginningOfItsDigest() {
        assertThat(plugins(USED)).isZero();
        assertThat(out.toString().lines()).hasSize(2).last().asString().matches("acme.jar +acme.cell 1.0.0 +(ab){6} *");
    }

    @Test
    void aJarThatWasNotReadIsListedWithItsProblem() {
        assertThat(plugins(USED, TOO_LARGE)).isEqualTo(1);
        assertThat(out.toString().lines()).hasSize(3).last().asString().matches("large.jar .*it is too large");
    }

    private int plugins(PluginFolder.Plugin... jars) {
        Workbench workbench = new Workbench(null, new Folder(List.of(jars)), null, null, null, null, null);
        PrintWriter writer = new PrintWriter(out, true);
        return Commands.execute(workbench, new Console(writer, writer, Path.of(""), Map.of(), Optional::empty), List.of("plugins"));
    }

    private record Folder(List<Plugin> plugins) implements PluginFolder {
        @Override
        public Path path() {
            return Path.of("plugins");
        }

        @Override
        public Path lockFile() {
            return Path.of("plugins.lock");
        }

        @Override
        public int lock() {
            throw new AssertionError("nobody asked for it");
        }
    }
}
