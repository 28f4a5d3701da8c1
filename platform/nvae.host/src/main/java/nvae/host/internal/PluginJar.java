package nvae.host.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import nvae.api.part.Part;
import org.osgi.framework.Constants;

/**
 * A jar that somebody dropped in, looked at before it is installed.
 *
 * @param parts the parts that its manifest says it has
 */
record PluginJar(String symbolicName, String version, List<PartName> parts) {
    /** Libraries that exist once in a process: a second copy would load the engine's natives again, with types that nobody shares. */
    private static final List<String> FOREIGN = List.of("ai/djl/", "com/sun/jna/");

    private static final Pattern CAPABILITY = Pattern.compile(Pattern.quote(Part.NAMESPACE) + ";([^,]*)");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(kind|name)(?::String)?=\"?([^\";,]+)\"?");

    /**
     * Looks at a jar.
     *
     * @throws PluginException if it is no usable bundle; the message says why
     */
    static PluginJar read(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            Attributes headers = jar.getManifest() == null ? new Attributes() : jar.getManifest().getMainAttributes();
            String symbolicName = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
            if (symbolicName == null) {
                throw new PluginException("it is no OSGi bundle: its manifest has no Bundle-SymbolicName (build it with bnd-maven-plugin)");
            }
            String version = headers.getValue(Constants.BUNDLE_VERSION);
            return new PluginJar(
                    symbolicName.split(";")[0].trim(),
                    version == null ? "0.0.0" : version.trim(),
                    parts(headers.getValue(Constants.PROVIDE_CAPABILITY)));
        } catch (ZipException e) {
            throw new PluginException("it is no jar, or cut short (" + e.getMessage() + "); copy it again");
        }
    }

    /**
     * Looks through the content, nested jars too.
     *
     * @throws PluginException if it carries a copy of a library that may exist only once
     */
    static void refuseForeignContent(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            refuseForeign(jar);
        }
    }

    @Override
    public String toString() {
        return symbolicName + " " + version;
    }

    private static void refuseForeign(JarFile jar) throws IOException {
        for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().map(ZipEntry.class::cast)::iterator) {
            refuseForeign(entry.getName());
            if (entry.getName().endsWith(".jar")) {
                try (ZipInputStream inner = new ZipInputStream(jar.getInputStream(entry))) {
                    for (ZipEntry nested = inner.getNextEntry(); nested != null; nested = inner.getNextEntry()) {
                        refuseForeign(nested.getName());
                    }
                }
            }
        }
    }

    private static void refuseForeign(String entry) {
        for (String library : FOREIGN) {
            if (entry.startsWith(library)) {
                throw new PluginException("it carries " + library.replace('/', '.') + "*, which the workbench itself provides;"
                        + " build it with DJL in the scope 'provided' and nothing embedded");
            }
        }
    }

    private static List<PartName> parts(String capabilities) {
        List<PartName> parts = new ArrayList<>();
        Matcher capability = CAPABILITY.matcher(capabilities == null ? "" : capabilities);
        while (capability.find()) {
            String kind = "";
            String name = "";
            Matcher attribute = ATTRIBUTE.matcher(capability.group(1));
            while (attribute.find()) {
                if (attribute.group(1).equals("kind")) {
                    kind = attribute.group(2);
                } else {
                    name = attribute.group(2);
                }
            }
            parts.add(new PartName(kind, name));
        }
        return parts;
    }
}
