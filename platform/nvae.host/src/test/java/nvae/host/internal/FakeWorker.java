package nvae.host.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** A distribution whose worker program is a few lines long: it needs no framework and no engine, and misbehaves on demand. */
final class FakeWorker {
    private static final String ENTRY = "nvae/launcher/Main.class";

    private FakeWorker() {}

    /** Compiles the program and puts it where the launcher expects the class path. */
    static Path install(Path home) throws IOException {
        Path source = Files.createDirectories(home.resolve("source")).resolve("Main.java");
        try (InputStream text = FakeWorker.class.getResourceAsStream("FakeWorker.txt")) {
            Files.copy(text, source);
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", home.resolve("source").toString(), source.toString());
        if (status != 0) {
            throw new IOException("the fake worker does not compile");
        }
        Files.createDirectories(home.resolve("engine/mxnet"));
        Path jar = Files.createDirectories(home.resolve("lib")).resolve("worker.jar");
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(file)) {
            zip.putNextEntry(new ZipEntry(ENTRY));
            Files.copy(home.resolve("source").resolve(ENTRY), zip);
            zip.closeEntry();
        }
        return home;
    }
}
