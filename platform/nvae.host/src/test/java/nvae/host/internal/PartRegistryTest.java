package nvae.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nvae.host.PartRegistry;
import nvae.study.catalog.OptionDescription;
import nvae.study.catalog.OptionDescription.Type;
import nvae.study.catalog.PartCatalog;
import nvae.study.catalog.PartDescription;
import nvae.testkit.felix.FelixExtension;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PartRegistryTest {
    @RegisterExtension
    final FelixExtension felix = HostFramework.unwatched();

    private PartRegistry registry;

    @BeforeEach
    void start() throws Exception {
        registry = felix.service(PartRegistry.class);
    }

    @Test
    void describesAPartByItsMetatypeDefinition() throws Exception {
        drop(TestPlugin.named("acme.cells", "1.2.0")
                .option("id=\"expansion\" type=\"Integer\" default=\"6\" min=\"1\" max=\"64\" description=\"Width.\"")
                .option("id=\"rate\" type=\"Float\" default=\"0.5\"")
                .option("id=\"dilations\" type=\"Long\" cardinality=\"10\" default=\"1,2\"")
                .option("id=\"flag\" type=\"Boolean\" default=\"true\"")
                .part("cell", "acme"));

        PartDescription part = registry.snapshot().find("cell", "acme").orElseThrow();

        assertThat(part.title()).isEqualTo("Title of acme");
        assertThat(part.help()).isEqualTo("Help of acme");
        assertThat(part.bundle().symbolicName()).isEqualTo("acme.cells");
        assertThat(part.bundle().version()).isEqualTo("1.2.0");
        assertThat(part.options()).containsExactly(
                new OptionDescription("expansion", Type.INTEGER, false, List.of(6), 1.0, 64.0, List.of(), "Width."),
                new OptionDescription("rate", Type.NUMBER, false, List.of(0.5), null, null, List.of(), ""),
                new OptionDescription("dilations", Type.INTEGER, true, List.of(1, 2), null, null, List.of(), ""),
                new OptionDescription("flag", Type.BOOLEAN, false, List.of(true), null, null, List.of(), ""));
    }

    @Test
    void givesTheChoicesOfAnOption() throws Exception {
        drop(TestPlugin.named("acme.cells", "1.0.0").part("cell", "acme").file("OSGI-INF/metatype/test.acme.xml", """
                <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
                  <OCD id="o" name="Acme"><AD id="mode" type="String" default="a">
                    <Option label="first" value="a"/><Option label="second" value="b"/></AD></OCD>
                  <Designate pid="test.acme"><Object ocdref="o"/></Designate>
                </metatype:MetaData>"""));

        assertThat(registry.snapshot().find("cell", "acme").orElseThrow().options().get(0).choices()).containsExactly("a", "b");
    }

    @Test
    void givesNobodyAPartThatTwoBundlesOffer() throws Exception {
        drop(TestPlugin.named("acme.cells", "1.0.0").part("cell", "wide").part("cell", "deep"));
        drop(TestPlugin.named("other.cells", "2.0.0").part("cell", "wide"));

        PartCatalog catalog = registry.snapshot();

        assertThat(catalog.find("cell", "wide")).isEmpty();
        assertThat(catalog.explainMissing("cell", "wide"))
                .isEqualTo("several bundles offer the cell 'wide': acme.cells 1.0.0 and other.cells 2.0.0; remove all but one, or rename a part");
        assertThat(catalog.find("cell", "deep")).isPresent();
    }

    @Test
    void keepsWhatASnapshotNamesWhenThePluginIsReplaced() throws Exception {
        Path jar = drop(TestPlugin.named("acme.cells", "1.0.0").part("cell", "acme"));
        PartCatalog before = registry.snapshot();
        byte[] content = Files.readAllBytes(jar);

        TestPlugin.named("acme.cells", "1.0.1").part("cell", "acme").at(jar);
        felix.service(ArtifactInstaller.class).update(jar.toFile());

        PartDescription old = before.find("cell", "acme").orElseThrow();
        PartDescription current = registry.snapshot().find("cell", "acme").orElseThrow();
        assertThat(current.bundle().version()).isEqualTo("1.0.1");
        assertThat(current.bundle().sha256()).isNotEqualTo(old.bundle().sha256());
        assertThat(felix.folder("nvae.cache").resolve("bundles").resolve(old.bundle().sha256() + ".jar")).hasBinaryContent(content);
    }

    @Test
    void namesTheNearestPartWhenNoneHasTheName() throws Exception {
        drop(TestPlugin.named("acme.cells", "1.0.0").part("cell", "separable").part("cell", "regular"));

        assertThat(registry.snapshot().explainMissing("cell", "seperable"))
                .isEqualTo("there is no cell 'seperable'; did you mean 'separable'?; known are regular, separable");
    }

    @Test
    void saysWhenAPartIsOfAnotherKind() throws Exception {
        drop(TestPlugin.named("acme.cells", "1.0.0").part("cell", "separable"));

        assertThat(registry.snapshot().explainMissing("gate", "separable"))
                .isEqualTo("there is no gate 'separable'; there is a cell 'separable'");
    }

    @Test
    void saysWhyAJarInTheFolderIsNotInstalled() throws Exception {
        drop(TestPlugin.named("fat", "1.0.0").part("cell", "fat").file("ai/djl/Model.class", ""));

        assertThat(registry.snapshot().explainMissing("cell", "fat"))
                .startsWith("the cell 'fat' is in " + felix.folder("nvae.plugins").resolve("fat.jar") + ", which is not used: it carries ai.djl.*");
    }

    @Test
    void showsAsATreeWhyABundleDoesNotResolve() throws Exception {
        drop(TestPlugin.named("leaf", "1.0.0")
                .part("cell", "leaf")
                .header("Import-Package", "acme.kernels;version=\"[2,3)\",nvae.api.cell;version=\"[7,8)\""));
        drop(TestPlugin.named("kernels", "2.1.0")
                .header("Export-Package", "acme.kernels;version=2.1")
                .header("Import-Package", "acme.nowhere"));

        assertThat(registry.snapshot().explainMissing("cell", "leaf").lines()).containsExactly(
                "the cell 'leaf' is in " + felix.folder("nvae.plugins").resolve("leaf.jar") + ", which is not used: leaf 1.0.0 does not start",
                "  needs package acme.kernels [2.0.0,3.0.0) of kernels 2.1.0, which is not resolved:",
                "    needs package acme.nowhere, which no bundle has",
                "  needs package nvae.api.cell [7.0.0,8.0.0); org.apache.felix.framework 7.0.5 has version 1.0.0");
    }

    @Test
    void startsABundleWhenWhatItWaitedForArrives() throws Exception {
        drop(TestPlugin.named("leaf", "1.0.0").part("cell", "leaf").header("Import-Package", "acme.kernels"));
        assertThat(registry.snapshot().find("cell", "leaf")).isEmpty();

        drop(TestPlugin.named("kernels", "2.1.0").header("Export-Package", "acme.kernels").file("acme/kernels/x.txt", "x"));

        assertThat(registry.snapshot().find("cell", "leaf")).isPresent();
    }

    @Test
    void saysWhatAComponentWaitsFor() throws Exception {
        drop(TestPlugin.named("acme.cells", "1.0.0").needing("java.util.concurrent.Executor").part("cell", "lazy"));

        assertThat(registry.snapshot().explainMissing("cell", "lazy")).isEqualTo(
                "the cell 'lazy' of acme.cells 1.0.0 is installed, but its component test.lazy waits for a service java.util.concurrent.Executor");
    }

    private Path drop(TestPlugin plugin) throws Exception {
        Path jar = plugin.at(felix.folder("nvae.plugins").resolve(plugin.symbolicName() + ".jar"));
        felix.service(ArtifactInstaller.class).install(jar.toFile());
        return jar;
    }
}
