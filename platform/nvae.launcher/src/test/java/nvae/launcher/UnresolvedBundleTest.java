package nvae.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;

/** Bundles that need what the framework has not. */
class UnresolvedBundleTest {
    @TempDir
    private Path folder;

    @Test
    void namesTheBundleAndWhatItMisses() throws Exception {
        List<Path> jars = List.of(
                jar("acme.cells", "Import-Package", "acme.layers", "Bundle-Version", "1.0.0"),
                jar("acme.layers", "Export-Package", "acme.layers", "Import-Package", "acme.gone;version=\"[2,3)\""));
        try (OsgiFramework framework = OsgiFramework.start(Map.of(), "")) {
            List<BundleException> failures = framework.startBundles(jars);

            assertThat(failures).hasSize(2).allSatisfy(failure -> assertThat(RefusedException.unresolved(failure))
                    .hasMessageStartingWith("bundle acme.layers does not start: ")
                    .hasMessageContaining("acme.gone")
                    .hasMessageEndingWith("the trial was planned with another build: run the study again with `nvae run`"));
        }
    }

    @Test
    void passesOnWhatItDoesNotUnderstand() {
        assertThat(RefusedException.unresolved(new BundleException("The activator of acme.cells threw an exception")))
                .hasMessageStartingWith("The activator of acme.cells threw an exception; the trial was planned with another build");
    }

    private Path jar(String name, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        for (int i = 0; i < headers.length; i += 2) {
            attributes.putValue(headers[i], headers[i + 1]);
        }
        Path jar = folder.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(file, manifest)) {
            zip.finish();
        }
        return jar;
    }
}
