package nvae.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemPackagesTest {
    @TempDir
    private Path folder;

    @Test
    void exportsThePackagesThatHoldClassesWithTheVersionOfTheJar() throws IOException {
        Path jar = jar("api-0.35.1.jar", "ai/djl/Model.class", "ai/djl/Device.class", "ai/djl/nn/Block.class", "ai/djl/readme.txt",
                "META-INF/versions/9/ai/djl/Extra.class", "module-info.class");

        assertThat(SystemPackages.of(jar)).isEqualTo("ai.djl;ai.djl.nn;version=0.35.1");
    }

    @Test
    void ignoresWhatFollowsTheVersion() throws IOException {
        assertThat(SystemPackages.of(jar("pytorch-jni-2.7.1-0.35.1.jar", "a/B.class"))).isEqualTo("a;version=2.7.1");
    }

    @Test
    void exportsNothingOfAJarWithoutClasses() throws IOException {
        assertThat(SystemPackages.of(jar("mxnet-native-mkl-1.9.1-linux-x86_64.jar", "native/lib/libmxnet.so"))).isEmpty();
    }

    private Path jar(String name, String... entries) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(file)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.closeEntry();
            }
        }
        return jar;
    }
}
