package nvae.host.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A plug-in's jar as bnd would write it, without the class: the host must do with what the manifest and the descriptions say. */
final class TestPlugin {
    private final Manifest manifest = new Manifest();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final StringBuilder capabilities = new StringBuilder();
    private final StringBuilder components = new StringBuilder();
    private final StringBuilder references = new StringBuilder();
    private String attributes = "";

    private TestPlugin(String symbolicName, String version) {
        header(Attributes.Name.MANIFEST_VERSION.toString(), "1.0");
        header("Bundle-ManifestVersion", "2");
        header("Bundle-SymbolicName", symbolicName);
        header("Bundle-Version", version);
        header("Import-Package", "nvae.api.cell;version=\"[1.0,2)\"");
        header("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"");
    }

    static TestPlugin named(String symbolicName, String version) {
        return new TestPlugin(symbolicName, version);
    }

    String symbolicName() {
        return manifest.getMainAttributes().getValue("Bundle-SymbolicName");
    }

    TestPlugin header(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    /** An attribute definition of the next part's options, as XML. */
    TestPlugin option(String definition) {
        attributes += "<AD " + definition + "/>";
        return this;
    }

    /** A service that the next part's component needs. */
    TestPlugin needing(String service) {
        references.append("<reference name=\"need\" interface=\"").append(service).append("\"/>");
        return this;
    }

    TestPlugin part(String kind, String name) {
        String component = "test." + name;
        capabilities.append(capabilities.isEmpty() ? "" : ",")
                .append("nvae.part;kind=").append(kind).append(";name=\"").append(name).append('"');
        components.append(components.isEmpty() ? "" : ",").append("OSGI-INF/").append(component).append(".xml");
        header("Provide-Capability", capabilities.toString());
        header("Service-Component", components.toString());
        file("OSGI-INF/" + component + ".xml", """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s">
                  <property name="nvae.part.kind" value="%s"/><property name="nvae.part.name" value="%s"/>
                  <service><provide interface="nvae.api.cell.CellType"/></service>%s
                  <implementation class="test.Missing"/>
                </scr:component>""".formatted(component, kind, name, references));
        file("OSGI-INF/metatype/" + component + ".xml", """
                <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
                  <OCD id="%1$s" name="Title of %2$s" description="Help of %2$s">%3$s</OCD>
                  <Designate pid="%1$s"><Object ocdref="%1$s"/></Designate>
                </metatype:MetaData>""".formatted(component, name, attributes));
        attributes = "";
        references.setLength(0);
        return this;
    }

    TestPlugin withoutHeader(String name) {
        manifest.getMainAttributes().remove(new Attributes.Name(name));
        return this;
    }

    TestPlugin file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    TestPlugin file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** Writes the jar, whole, as a move into the folder would. */
    Path at(Path jar) {
        try {
            Path unfinished = Files.createTempFile("test-plugin", ".jar");
            try (OutputStream out = Files.newOutputStream(unfinished); JarOutputStream zip = new JarOutputStream(out, manifest)) {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    zip.putNextEntry(new ZipEntry(file.getKey()));
                    zip.write(file.getValue());
                    zip.closeEntry();
                }
            }
            Files.move(unfinished, jar, StandardCopyOption.REPLACE_EXISTING);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
