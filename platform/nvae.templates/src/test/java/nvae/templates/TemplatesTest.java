package nvae.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nvae.api.cell.CellType;
import nvae.testkit.ClassPathParts;
import org.junit.jupiter.api.Test;

/** Every kind that nvae.api knows can be begun with {@code nvae new-part}, and docs/plugins.md shows it as it is. */
final class TemplatesTest {
    private static final Path ROOT = Path.of(System.getProperty("nvae.root"));
    private static final Path MODULE = ROOT.resolve("platform/nvae.templates");
    private static final Path DOCUMENT = ROOT.resolve("docs/plugins.md");

    /** A block of code, and the comment before it that says which template it shows. */
    private static final Pattern SNIPPET = Pattern.compile("(?:<!-- (\\w+) -->\\n)?```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void thereIsATemplateAContractTestAndAStudyForEveryKind() throws Exception {
        for (Map.Entry<String, Class<?>> kind : kinds().entrySet()) {
            String name = kind.getKey();
            String example = "Example" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
            assertThat(MODULE.resolve("src/main/java/example/" + name + "/" + example + ".java")).exists();
            assertThat(MODULE.resolve("src/test/java/example/" + name + "/" + example + "Test.java")).exists();
            assertThat(MODULE.resolve("src/main/study/" + name + ".yaml")).exists();
            assertThat((Object) new ClassPathParts().get(kind.getValue(), name, "example")).isNotNull();
        }
    }

    @Test
    void everySnippetOfTheManualIsTakenFromATemplate() throws Exception {
        Set<String> shown = new TreeSet<>();
        Matcher snippet = SNIPPET.matcher(Files.readString(DOCUMENT));
        while (snippet.find()) {
            assertThat(snippet.group(1)).as("the comment that names the template before:%n%s", snippet.group(2)).isNotNull();
            String source = unindented(source(snippet.group(1)));
            for (String piece : unindented(snippet.group(2)).split("\\n\\.\\.\\.\\n")) {
                assertThat(source).as("%s as docs/plugins.md shows it", snippet.group(1)).contains(piece.strip());
            }
            shown.add(snippet.group(1).replaceAll("Example|Test", "").toLowerCase(Locale.ROOT));
        }
        assertThat(shown).containsExactlyInAnyOrderElementsOf(kinds().keySet());
    }

    private static String source(String template) throws IOException {
        try (Stream<Path> files = Files.walk(MODULE.resolve("src"))) {
            return Files.readString(files.filter(file -> file.endsWith(template + ".java")).findFirst().orElseThrow());
        }
    }

    private static String unindented(String code) {
        return code.lines().map(String::strip).reduce("", (text, line) -> text + line + "\n");
    }

    /** The kinds of nvae.api, each with the interface that its parts implement. */
    private static Map<String, Class<?>> kinds() throws Exception {
        Map<String, Class<?>> kinds = new TreeMap<>();
        Path api = Path.of(CellType.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(api)) {
            collect(api, kinds);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + api.toUri()), Map.of())) {
                collect(jar.getPath("/"), kinds);
            }
        }
        assertThat(kinds).containsKeys("cell", "dataset", "tracker");
        return kinds;
    }

    private static void collect(Path root, Map<String, Class<?>> kinds) throws Exception {
        List<Path> classes;
        try (Stream<Path> files = Files.walk(root)) {
            classes = files.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : classes) {
            String name = root.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
            Class<?> type = Class.forName(name, false, TemplatesTest.class.getClassLoader());
            if (type.isInterface() && Stream.of(type.getFields()).anyMatch(field -> field.getName().equals("KIND"))) {
                kinds.put((String) type.getField("KIND").get(null), type);
            }
        }
    }
}
