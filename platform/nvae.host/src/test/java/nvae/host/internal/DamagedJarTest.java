package nvae.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nvae.host.PartRegistry;
import nvae.host.PluginFolder;
import nvae.host.PluginFolder.Plugin;
import nvae.testkit.DamagedFiles;
import nvae.testkit.felix.FelixExtension;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies in the plug-in folder, it is used or refused in words, the others are spared, and nothing is written elsewhere. */
class DamagedJarTest {
    private static final int INPUTS = 600;
    private static final int INPUTS_IN_FELIX = 200;
    private static final int BOMB_MEGABYTES = 257;

    @RegisterExtension
    final FelixExtension felix = HostFramework.unwatched();

    @TempDir
    Path folder;

    @Test
    void damagedOnesAreReadOrRefused() throws IOException {
        Path jar = folder.resolve("acme.jar");
        int refused = DamagedFiles.give(plugin(), INPUTS, content -> {
            Files.write(jar, content);
            try {
                PluginJar.harmlessContent(jar);
                return !PluginJar.read(jar).symbolicName().isEmpty();
            } catch (PluginException e) {
                assertThat(e.getMessage()).startsWith("it");
                return false;
            }
        });
        assertThat(refused).isBetween(INPUTS / 4, INPUTS - 1);
    }

    @Test
    void damagedOnesInTheFolderOfARunningHostSpareTheOthers() throws Exception {
        TestPlugin.named("good.cells", "1.0.0").part("cell", "good").at(plugins().resolve("good.jar"));
        install(plugins().resolve("good.jar"));
        Path jar = plugins().resolve("acme.jar");
        Map<String, Long> before = filesBeside();
        DamagedFiles.give(plugin(), INPUTS_IN_FELIX, content -> {
            Files.write(jar, content);
            install(jar);
            Plugin acme = felix.service(PluginFolder.class).plugins().stream()
                    .filter(plugin -> plugin.file().equals("acme.jar")).findFirst().orElseThrow();
            assertThat(acme.usable() || !acme.problem().isBlank()).isTrue();
            felix.service(ArtifactInstaller.class).uninstall(jar.toFile());
            return acme.usable();
        });
        assertThat(felix.service(PartRegistry.class).snapshot().find("cell", "good")).isPresent();
        assertThat(filesBeside()).isEqualTo(before);
    }

    @Test
    void aJarThatUnpacksToFarMoreIsRefusedBeforeItDoes() throws IOException {
        assertRefused(jar(Map.of("data.bin", zeros(BOMB_MEGABYTES))), "it unpacks to more than");
        assertRefused(jar(Map.of("lib/inner.jar", jar(Map.of("a.bin", zeros(BOMB_MEGABYTES))))), "it unpacks to more than");
        assertRefused(jar(Map.of("META-INF/MANIFEST.MF", zeros(2))), "it unpacks to more than");
        assertRefused(jar(Map.of("OSGI-INF/component.xml", zeros(2))), "it unpacks to more than");
    }

    @Test
    void entriesThatWouldLieOutsideAreRefused() throws IOException {
        for (String name : List.of("../evil.txt", "a/../../evil.txt", "/etc/evil", "..\\evil.txt")) {
            assertRefused(jar(Map.of(name, new byte[3])), "would lie outside of it");
            assertRefused(jar(Map.of("lib/inner.jar", jar(Map.of(name, new byte[3])))), "would lie outside of it");
        }
    }

    private void assertRefused(byte[] content, String why) throws IOException {
        Path jar = Files.write(folder.resolve("bad.jar"), content);
        assertThat(catchThrowable(() -> PluginJar.harmlessContent(jar)))
                .isInstanceOf(PluginException.class).hasMessageContaining(why);
    }

    private byte[] plugin() throws IOException {
        return Files.readAllBytes(TestPlugin.named("acme.cells", "1.0.0").part("cell", "acme")
                .file("lib/inner.jar", jar(Map.of("a.txt", new byte[9]))).at(folder.resolve("whole.jar")));
    }

    private static byte[] jar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] zeros(int megabytes) {
        return new byte[megabytes << 20];
    }

    private Path plugins() throws Exception {
        return felix.service(PluginFolder.class).path();
    }

    private void install(Path jar) throws Exception {
        felix.service(ArtifactInstaller.class).install(jar.toFile());
    }

    /** Everything beside the plug-in folder and the store, with its size. */
    private Map<String, Long> filesBeside() throws Exception {
        Map<String, Long> files = new TreeMap<>();
        Path root = plugins().getParent();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString();
                if (!file.startsWith(plugins()) && !file.startsWith(felix.folder("nvae.cache")) && !name.contains("felix")) {
                    files.put(name, Files.size(file));
                }
            }
        }
        return files;
    }
}
