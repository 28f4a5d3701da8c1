package nvae.host.internal;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
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

    /** A plug-in is code: what is larger is no plug-in, or wants to fill memory or disk. */
    private static final long MOST_BYTES = 256L << 20;

    /** Descriptions are read as a whole. */
    private static final long MOST_TEXT = 1L << 20;

    private static final int MOST_ENTRIES = 20_000;

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
            throw cut(e);
        } catch (IOException | IllegalArgumentException | SecurityException e) {
            throw new PluginException("its manifest cannot be read (" + e.getMessage() + "); build it again");
        }
    }

    private static PluginException cut(IOException e) {
        return new PluginException("it is no jar, or cut short (" + e.getMessage() + "); copy it again");
    }

    /**
     * Looks at a jar's size before anything reads it.
     *
     * @throws PluginException if it is too large for a plug-in
     */
    static void requireSize(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new PluginException("it is " + Files.size(file) + " bytes large; a plug-in has at most " + MOST_BYTES);
        }
    }

    /**
     * Looks through the content, nested jars too, before anything else reads it.
     *
     * @return the names of its entries and of those in nested jars
     * @throws PluginException if it unpacks to more than a plug-in needs, or has entries that would lie outside of it
     */
    static List<String> harmlessContent(Path file) throws IOException {
        Content content = new Content();
        try (ZipFile jar = new ZipFile(file.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().map(ZipEntry.class::cast)::iterator) {
                try (InputStream unpacked = jar.getInputStream(entry)) {
                    content.add(entry.getName(), unpacked);
                }
            }
            return content.names;
        } catch (ZipException | EOFException e) {
            throw cut(e);
        } catch (IllegalArgumentException e) {
            throw new PluginException("it has an entry whose name is no text (" + e.getMessage() + "); build it again");
        }
    }

    /**
     * Refuses a copy of a library that may exist only once.
     *
     * @param entries of a jar and those nested in it
     * @throws PluginException if there is one
     */
    static void refuseForeign(List<String> entries) {
        for (String library : FOREIGN) {
            if (entries.stream().anyMatch(entry -> entry.startsWith(library))) {
                throw new PluginException("it carries " + library.replace('/', '.') + "*, which the workbench itself provides;"
                        + " build it with DJL in the scope 'provided' and nothing embedded");
            }
        }
    }

    @Override
    public String toString() {
        return symbolicName + " " + version;
    }

    /** What a jar unpacks to, added up. */
    private static final class Content {
        private final List<String> names = new ArrayList<>();
        private long left = MOST_BYTES;

        void add(String name, InputStream unpacked) throws IOException {
            if (name.startsWith("/") || name.contains("\\") || List.of(name.split("/")).contains("..")) {
                throw new PluginException("its entry '" + name + "' would lie outside of it; build it again");
            }
            if (names.size() == MOST_ENTRIES) {
                throw new PluginException("it has more than " + MOST_ENTRIES + " entries; a plug-in has fewer");
            }
            names.add(name);
            boolean isText = name.equals(JarFile.MANIFEST_NAME) || name.startsWith("OSGI-INF/");
            Counted content = new Counted(unpacked, isText ? Math.min(MOST_TEXT, left) : left);
            if (name.endsWith(".jar")) {
                ZipInputStream nested = new ZipInputStream(content);
                for (ZipEntry entry = nested.getNextEntry(); entry != null; entry = nested.getNextEntry()) {
                    add(entry.getName(), nested);
                }
            }
            content.transferTo(OutputStream.nullOutputStream());
            left -= content.count;
        }
    }

    /** Counts what is unpacked, and stops where it is too much. */
    private static final class Counted extends FilterInputStream {
        private final long most;
        private long count;

        Counted(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count += Math.max(0, read);
            if (count > most) {
                throw new PluginException("it unpacks to more than " + most + " bytes where a plug-in has far less");
            }
            return read;
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
