package nvae.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nvae.host.PartRegistry;
import nvae.study.catalog.BundleDigest;
import nvae.testkit.felix.FelixExtension;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;

/** Cells that need a library, which is replaced; a trial that was planned before must still get what it was planned with. */
class BundleClosureTest {
    @RegisterExtension
    final FelixExtension felix = HostFramework.unwatched();

    private BundleDigest cells;
    private BundleDigest library;

    @BeforeEach
    void install() throws Exception {
        drop(library("1.0.0", "old"));
        drop(TestPlugin.named("acme.cells", "1.0.0").part("cell", "acme").header("Import-Package", "acme.kernels"));
        cells = digest("acme");
        library = digest("old");
    }

    @Test
    void aLaterProcessKnowsWhatABundleWasWiredTo() throws IOException {
        assertThat(acme(List.of(cells))).containsExactly(cells, library);
    }

    @Test
    void theLibraryOfThePlanIsTakenAndNotTheOneThatReplacedIt() throws Exception {
        Path jar = library("1.0.0", "new").at(jar("acme.library"));
        felix.service(ArtifactInstaller.class).update(jar.toFile());
        BundleDigest replaced = digest("new");

        assertThat(acme(List.of(cells))).containsExactly(cells, replaced);
        assertThat(acme(List.of(cells, library))).containsExactly(cells, library);
    }

    @Test
    void aBuildThatNobodyKnowsNeedsWhatTheInstalledOneNeeds() throws Exception {
        BundleDigest unknown = new BundleDigest("acme.cells", "0.9.0", "abc");
        BundleClosure closure = new BundleClosure(HostSettings.of(felix.context()));
        for (Bundle bundle : felix.context().getBundles()) {
            if (bundle.getSymbolicName().equals("acme.cells")) {
                closure.record(bundle);
            }
        }
        assertThat(closure.of(List.of(unknown))).contains(unknown, library).doesNotContain(cells);
    }

    private static TestPlugin library(String version, String part) {
        return TestPlugin.named("acme.library", version).part("cell", part)
                .header("Export-Package", "acme.kernels").file("acme/kernels/x.txt", part);
    }

    private BundleDigest digest(String part) throws Exception {
        return felix.service(PartRegistry.class).snapshot().find("cell", part).orElseThrow().bundle();
    }

    /** The plug-ins among what another process would take. */
    private List<BundleDigest> acme(List<BundleDigest> planned) throws IOException {
        return new BundleClosure(HostSettings.of(felix.context())).of(planned).stream()
                .filter(bundle -> bundle.symbolicName().startsWith("acme.")).toList();
    }

    private void drop(TestPlugin plugin) throws Exception {
        felix.service(ArtifactInstaller.class).install(plugin.at(jar(plugin.symbolicName())).toFile());
    }

    private Path jar(String symbolicName) {
        return felix.folder("nvae.plugins").resolve(symbolicName + ".jar");
    }
}
