package nvae.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.RandomAccessFile;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import nvae.host.PartRegistry;
import nvae.host.PluginFolder;
import nvae.host.PluginFolder.Plugin;
import nvae.testkit.felix.FelixExtension;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

class PluginFolderTest {
    @RegisterExtension
    final FelixExtension felix = HostFramework.unwatched();

    @Test
    void usesADroppedJarUntilItIsDeleted() throws Exception {
        Path jar = drop("acme.jar", TestPlugin.named("acme.cells", "1.0.0").part("cell", "acme"));
        assertThat(names()).containsExactly("acme");
        assertThat(plugin("acme.jar").usable()).isTrue();
        assertThat(plugin("acme.jar").bundle()).isEqualTo("acme.cells 1.0.0");

        Files.delete(jar);
        felix.service(ArtifactInstaller.class).uninstall(jar.toFile());

        assertThat(names()).isEmpty();
        assertThat(folder().plugins()).isEmpty();
    }

    @Test
    void takesAReplacedJarInsteadOfTheOld() throws Exception {
        Path jar = drop("acme.jar", TestPlugin.named("acme.cells", "1.0.0").part("cell", "acme"));

        TestPlugin.named("acme.cells", "1.0.0").part("cell", "renamed").at(jar);
        felix.service(ArtifactInstaller.class).update(jar.toFile());

        assertThat(names()).containsExactly("renamed");
    }

    @Test
    void leavesNothingOfAReplacedOrDeletedJarInMemory() throws Exception {
        Path jar = drop("acme.jar", TestPlugin.named("acme.cells", "1.0.0").part("cell", "acme"));
        WeakReference<ClassLoader> first = loader("acme.cells");
        TestPlugin.named("acme.cells", "2.0.0").part("cell", "acme").at(jar);
        felix.service(ArtifactInstaller.class).update(jar.toFile());
        WeakReference<ClassLoader> second = loader("acme.cells");
        awaitCollected(first);

        felix.service(ArtifactInstaller.class).uninstall(jar.toFile());
        awaitCollected(second);
    }

    private WeakReference<ClassLoader> loader(String symbolicName) throws Exception {
        assertThat(names()).containsExactly("acme");
        Bundle bundle = Arrays.stream(felix.context().getBundles())
                .filter(each -> symbolicName.equals(each.getSymbolicName())).findFirst().orElseThrow();
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    private static void awaitCollected(WeakReference<ClassLoader> loader) throws InterruptedException {
        for (int i = 0; i < 50 && loader.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(loader.get()).isNull();
    }

    @Test
    void sparesTheOthersWhenAJarIsCutShort() throws Exception {
        drop("good.jar", TestPlugin.named("good.cells", "1.0.0").part("cell", "good"));
        Path cut = TestPlugin.named("cut.cells", "1.0.0").part("cell", "cut").at(folder().path().resolve("cut.jar"));
        byte[] content = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(content, content.length / 2));

        felix.service(ArtifactInstaller.class).install(cut.toFile());

        assertThat(plugin("cut.jar").problem()).startsWith("it is no jar, or cut short");
        assertThat(names()).containsExactly("good");
    }

    @Test
    void refusesAJarThatIsNoBundle() throws Exception {
        drop("plain.jar", TestPlugin.named("plain", "1.0.0").withoutHeader("Bundle-SymbolicName"));

        assertThat(plugin("plain.jar").problem()).startsWith("it is no OSGi bundle: its manifest has no Bundle-SymbolicName");
    }

    @Test
    void refusesABundleThatEmbedsTheEngineInAnInnerJar() throws Exception {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        try (JarOutputStream zip = new JarOutputStream(inner)) {
            zip.putNextEntry(new ZipEntry("com/sun/jna/Native.class"));
            zip.closeEntry();
        }
        drop("fat.jar", TestPlugin.named("fat", "1.0.0").part("cell", "fat")
                .file("lib/jna.jar", inner.toByteArray()));

        assertThat(plugin("fat.jar").problem()).startsWith("it carries com.sun.jna.*");
        assertThat(names()).isEmpty();
    }

    @Test
    void refusesASecondBundleOfTheSameNameAndVersion() throws Exception {
        drop("a.jar", TestPlugin.named("acme.cells", "1.0.0").part("cell", "acme"));
        drop("b.jar", TestPlugin.named("acme.cells", "1.0.0").part("cell", "other"));

        assertThat(plugin("b.jar").problem()).startsWith("the bundle acme.cells 1.0.0 is installed already, from a.jar");
        assertThat(names()).containsExactly("acme");
    }

    @Test
    void admitsOnlyListedJarsOnceThereIsALockFile() throws Exception {
        drop("known.jar", TestPlugin.named("known", "1.0.0").part("cell", "known"));
        assertThat(folder().lock()).isEqualTo(1);

        drop("stranger.jar", TestPlugin.named("stranger", "1.0.0").part("cell", "stranger"));

        assertThat(names()).containsExactly("known");
        assertThat(plugin("stranger.jar").problem()).isEqualTo("it is not in " + folder().lockFile() + "; to admit it, add the line\n"
                + plugin("stranger.jar").sha256() + "  stranger.jar");
    }

    @Test
    void admitsAJarWhenItIsAddedToTheLockFile() throws Exception {
        folder().lock();
        drop("late.jar", TestPlugin.named("late", "1.0.0").part("cell", "late"));
        assertThat(names()).isEmpty();

        folder().lock();

        assertThat(names()).containsExactly("late");
    }

    @Test
    void neitherReadsNorAdmitsAJarThatIsTooLarge() throws Exception {
        Path jar = folder().path().resolve("large.jar");
        try (RandomAccessFile large = new RandomAccessFile(jar.toFile(), "rw")) {
            large.setLength((256L << 20) + 1);
        }
        felix.service(ArtifactInstaller.class).install(jar.toFile());

        assertThat(plugin("large.jar").problem()).startsWith("it is 268435457 bytes large");
        assertThat(plugin("large.jar").sha256()).isEmpty();
        assertThat(folder().lock()).isZero();
        assertThat(folder().lockFile()).isEmptyFile();
    }

    @Test
    void letsNoUnlistedBundleResolveHoweverItWasInstalled() throws Exception {
        folder().lock();
        Path jar = TestPlugin.named("stranger", "1.0.0").part("cell", "stranger").at(felix.folder("nvae.cache").resolve("s.jar"));

        Bundle stranger = felix.context().installBundle("reference:" + jar.toUri());

        assertThat(felix.context().getBundle().adapt(FrameworkWiring.class).resolveBundles(List.of(stranger))).isFalse();
    }

    private Path drop(String file, TestPlugin plugin) throws Exception {
        Path jar = plugin.at(folder().path().resolve(file));
        felix.service(ArtifactInstaller.class).install(jar.toFile());
        return jar;
    }

    private PluginFolder folder() throws Exception {
        return felix.service(PluginFolder.class);
    }

    private Plugin plugin(String file) throws Exception {
        return folder().plugins().stream().filter(plugin -> plugin.file().equals(file)).findFirst().orElseThrow();
    }

    private List<String> names() throws Exception {
        return felix.service(PartRegistry.class).snapshot().parts("cell").stream().map(part -> part.name()).toList();
    }
}
