package nvae.testkit.felix;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * A bundle on the test's class path: a jar, or the classes folder of a module of the same build.
 *
 * @param location the jar or the folder
 */
record ClassPathBundle(Path location, Attributes headers) {
    private static final Pattern EXPORT = Pattern.compile("([\\w.]+)((?:;[\\w:.-]+=(?:\"[^\"]*\"|[^;,\"]*))*)(?:,|$)");
    private static final Pattern VERSION = Pattern.compile(";version=\"?([^\";]+)\"?");

    /**
     * Finds a bundle by its symbolic name.
     *
     * @throws IllegalArgumentException if the class path has none
     */
    static ClassPathBundle named(String symbolicName) throws IOException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Optional<ClassPathBundle> bundle = at(Path.of(entry));
            if (bundle.isPresent() && bundle.get().isNamed(symbolicName)) {
                return bundle.get();
            }
        }
        throw new IllegalArgumentException("no bundle " + symbolicName + " on the class path; add it to the module's dependencies");
    }

    private static Optional<ClassPathBundle> at(Path location) throws IOException {
        Manifest manifest = null;
        if (Files.isRegularFile(location)) {
            try (JarFile jar = new JarFile(location.toFile())) {
                manifest = jar.getManifest();
            }
        } else if (Files.exists(location.resolve(JarFile.MANIFEST_NAME))) {
            try (InputStream in = Files.newInputStream(location.resolve(JarFile.MANIFEST_NAME))) {
                manifest = new Manifest(in);
            }
        }
        return Optional.ofNullable(manifest).map(found -> new ClassPathBundle(location, found.getMainAttributes()));
    }

    private boolean isNamed(String symbolicName) {
        String name = headers.getValue("Bundle-SymbolicName");
        return name != null && name.split(";")[0].trim().equals(symbolicName);
    }

    /** Its exported packages with their versions, in the syntax of an export header. */
    String exports() {
        Matcher export = EXPORT.matcher(Optional.ofNullable(headers.getValue("Export-Package")).orElse(""));
        return export.results()
                .map(found -> {
                    Matcher version = VERSION.matcher(found.group(2));
                    return found.group(1) + (version.find() ? ";version=" + version.group(1) : "");
                })
                .collect(Collectors.joining(","));
    }

    /** The bundle as a jar; the classes folder of a module is packed into one. */
    Path jar(Path folder) throws IOException {
        if (Files.isRegularFile(location)) {
            return location;
        }
        Path jar = folder.resolve(headers.getValue("Bundle-SymbolicName") + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> content = Files.walk(location)) {
            List<Path> files = content.filter(Files::isRegularFile)
                    .sorted((a, b) -> Boolean.compare(b.endsWith(JarFile.MANIFEST_NAME), a.endsWith(JarFile.MANIFEST_NAME)))
                    .toList();
            for (Path part : files) {
                out.putNextEntry(new ZipEntry(location.relativize(part).toString()));
                Files.copy(part, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
