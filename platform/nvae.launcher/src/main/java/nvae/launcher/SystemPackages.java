package nvae.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The packages of the class path as the framework's {@code org.osgi.framework.system.packages.extra}: what bundles may import from outside
 * the framework, each with the version of its jar.
 */
public final class SystemPackages {
    private static final Pattern VERSION = Pattern.compile("-(\\d+(?:\\.\\d+){0,2})[^/]*\\.jar$");

    private SystemPackages() {}

    /** Packages of this process's class path, without the framework's own and the launcher's. */
    public static String ofClassPath() throws IOException {
        List<Path> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .filter(jar -> !jar.getFileName().toString().matches("(org\\.apache\\.felix|nvae)\\..*"))
                .toList();
        StringBuilder packages = new StringBuilder();
        for (Path jar : jars) {
            String exported = of(jar);
            packages.append(packages.isEmpty() || exported.isEmpty() ? "" : ",").append(exported);
        }
        return packages.toString();
    }

    /** {@code package;package;version=x} for one jar, nothing for one without classes; the version is that of its file name. */
    public static String of(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            String packages = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && name.indexOf('/') > 0 && !name.startsWith("META-INF/"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .distinct()
                    .collect(Collectors.joining(";"));
            Matcher version = VERSION.matcher(jar.getFileName().toString());
            return packages.isEmpty() ? "" : packages + ";version=" + (version.find() ? version.group(1) : "0");
        }
    }
}
