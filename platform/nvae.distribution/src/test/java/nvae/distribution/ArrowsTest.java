package nvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Arrows point down only: what the manifests of all bundles import, against the rooms of the house. */
class ArrowsTest {
    /** Whom a platform bundle may use. Every other bundle is a plug-in, and may use nvae.api alone. */
    private static final Map<String, Set<String>> PLATFORM = Map.of(
            "nvae.api", Set.of(),
            "nvae.model", Set.of("nvae.api"),
            "nvae.training", Set.of("nvae.api", "nvae.model"),
            "nvae.worker", Set.of("nvae.api", "nvae.model", "nvae.training"),
            "nvae.study", Set.of(),
            "nvae.host", Set.of("nvae.api", "nvae.study"),
            "nvae.shell", Set.of("nvae.api", "nvae.study", "nvae.host"),
            "nvae.web", Set.of("nvae.study", "nvae.host"));

    private static final Set<String> WITHOUT_TENSORS = Set.of("nvae.study", "nvae.host", "nvae.shell", "nvae.web");
    private static final Pattern ATTRIBUTES = Pattern.compile(";[\\w:.-]+=(?:\"[^\"]*\"|[^;,\"]*)");

    private static final Map<String, Attributes> BUNDLES = new TreeMap<>();

    @BeforeAll
    static void readManifests() throws IOException {
        for (URL manifest : Collections.list(ArrowsTest.class.getClassLoader().getResources(JarFile.MANIFEST_NAME))) {
            try (InputStream in = manifest.openStream()) {
                Attributes headers = new Manifest(in).getMainAttributes();
                String name = headers.getValue("Bundle-SymbolicName");
                if (name != null && name.startsWith("nvae.") && headers.getValue("Import-Package") != null) {
                    BUNDLES.put(name, headers);
                }
            }
        }
        BUNDLES.keySet().removeAll(Set.of("nvae.launcher", "nvae.distribution"));
    }

    @Test
    void everyBundleOfTheBuildIsInTheDistribution() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(System.getProperty("nvae.root"), "bundles"))) {
            assertThat(BUNDLES.keySet()).containsAll(folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toSet()));
        }
        assertThat(BUNDLES.keySet()).containsAll(PLATFORM.keySet());
    }

    @Test
    void arrowsPointDown() {
        Map<String, String> owners = new TreeMap<>();
        BUNDLES.forEach((bundle, headers) -> packages(headers, "Export-Package").forEach(exported -> owners.put(exported, bundle)));

        BUNDLES.forEach((bundle, headers) -> {
            Set<String> used = packages(headers, "Import-Package").stream()
                    .filter(imported -> imported.startsWith("nvae."))
                    .map(imported -> owners.getOrDefault(imported, imported))
                    .filter(owner -> !owner.equals(bundle))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(PLATFORM.getOrDefault(bundle, Set.of("nvae.api"))).as("what %s may use", bundle).containsAll(used);
        });
    }

    @Test
    void theHostsBundlesKnowNoTensors() {
        for (String bundle : WITHOUT_TENSORS) {
            assertThat(packages(BUNDLES.get(bundle), "Import-Package")).as("imports of %s", bundle).noneMatch(name -> name.startsWith("ai.djl"));
        }
    }

    private static List<String> packages(Attributes headers, String header) {
        String value = headers.getValue(header);
        return value == null ? List.of() : List.of(ATTRIBUTES.matcher(value).replaceAll("").split(","));
    }
}
