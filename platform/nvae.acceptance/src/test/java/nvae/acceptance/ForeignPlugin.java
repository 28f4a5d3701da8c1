package nvae.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** A plug-in with one activation, compiled against nothing but what the assembled workbench gives to plug-ins. */
final class ForeignPlugin {
    private static final String CLASS = "acme/activation/Acme";

    private ForeignPlugin() {}

    /**
     * Builds it.
     *
     * @param function what the activation computes
     * @return the jar
     */
    static Path build(Workbench workbench, Path folder, String version, String function) throws IOException {
        Path source = Files.createDirectories(folder.resolve("acme/activation")).resolve("Acme.java");
        Files.writeString(source, """
                package acme.activation;

                import ai.djl.nn.Block;
                import nvae.api.cell.ActivationType;
                import nvae.api.layer.Pointwise;
                import nvae.api.part.Options;
                import nvae.api.tensor.Tensors;

                public final class Acme implements ActivationType {
                    @Override
                    public Block create(Options options) {
                        return new Pointwise(%s);
                    }
                }
                """.formatted(function));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath(workbench.home()), source.toString());
        if (status != 0) {
            throw new IOException("the plug-in does not compile");
        }
        Path jar = folder.resolve("acme.jar");
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(file, manifest(version))) {
            put(zip, CLASS + ".class", Files.readAllBytes(folder.resolve(CLASS + ".class")));
            put(zip, "OSGI-INF/acme.activation.Acme.xml", """
                    <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="acme.activation.Acme">
                      <property name="nvae.part.kind" type="String" value="activation"/>
                      <property name="nvae.part.name" type="String" value="acme"/>
                      <service><provide interface="nvae.api.cell.ActivationType"/></service>
                      <implementation class="acme.activation.Acme"/>
                    </scr:component>""".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static Manifest manifest(String version) {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "acme.activation");
        headers.putValue("Bundle-Version", version);
        headers.putValue("Import-Package", "ai.djl.ndarray,ai.djl.nn,nvae.api.cell;version=\"[1.0,2)\",nvae.api.layer;version=\"[1.0,2)\","
                + "nvae.api.part;version=\"[1.0,2)\",nvae.api.tensor;version=\"[1.0,2)\"");
        headers.putValue("Provide-Capability", "nvae.part;kind=activation;name=acme");
        headers.putValue("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"");
        headers.putValue("Service-Component", "OSGI-INF/acme.activation.Acme.xml");
        return manifest;
    }

    private static void put(JarOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static String classPath(Path home) throws IOException {
        try (Stream<Path> libraries = Files.list(home.resolve("lib")); Stream<Path> bundles = Files.list(home.resolve("bundles"))) {
            return Stream.concat(libraries, bundles.filter(jar -> jar.getFileName().toString().startsWith("nvae.api-")))
                    .map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }
}
