package nvae.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NewPartCommandTest {
    @TempDir
    private Path here;

    private FakeHost host;

    @BeforeEach
    void writeTemplates() throws Exception {
        template("main/example/cell/ExampleCell.java", "package example.cell;\n@Part(name = \"example\") class ExampleCell {} // \"Example cell\"\n");
        template("test/example/cell/ExampleCellTest.java", "package example.cell;\nclass ExampleCellTest {}\n");
        template("bundle/pom.xml", "{{package}} {{workbench}} {{title}}\n");
        template("study/cell.yaml", "study: {{name}}\n");
        host = new FakeHost(here, FakeHost::train);
    }

    private void template(String name, String text) throws Exception {
        Path file = here.resolve("home/templates").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void theTemplateTakesTheNamesOfTheNewPart() {
        assertThat(host.run("new-part", "cell", "very-wide")).as(host.err()).isZero();
        Path folder = here.resolve("very-wide");
        assertThat(folder.resolve("src/main/java/my/cell/verywide/VeryWideCell.java")).hasContent(
                "package my.cell.verywide;\n@Part(name = \"very-wide\") class VeryWideCell {} // \"Very wide cell\"\n");
        assertThat(folder.resolve("src/test/java/my/cell/verywide/VeryWideCellTest.java")).content().contains("class VeryWideCellTest");
        assertThat(folder.resolve("pom.xml")).hasContent("my.cell.verywide " + here.resolve("home") + " Very wide cell\n");
        assertThat(folder.resolve("study.yaml")).hasContent("study: very-wide\n");
        assertThat(host.out()).contains("cp target/my.cell.verywide-1.0.0.jar plugins/");
    }

    @Test
    void folderAndPackageCanBeChosen() {
        assertThat(host.run("new-part", "cell", "wide-cell", "--dir", "deep/down", "--package", "org.acme.wide", "--json")).isZero();
        assertThat(here.resolve("deep/down/src/main/java/org/acme/wide/WideCell.java")).exists();
        assertThat(JsonParser.parseString(host.out()).getAsJsonObject().get("class").getAsString()).isEqualTo("org.acme.wide.WideCell");
    }

    @Test
    void aFolderThatExistsIsLeftAlone() throws Exception {
        Files.createDirectories(here.resolve("mine"));
        assertThat(host.run("new-part", "cell", "mine")).isEqualTo(1);
        assertThat(host.err()).contains("exists already, and nothing is overwritten");
        assertThat(here.resolve("mine")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wide", "wide_cell", "wide--cell", "-wide", "../wide", "2d", "wide.cell", "a-name-that-is-longer-than-anybody-would-type"})
    void aNameThatCannotBeOneIsRefused(String name) {
        assertThat(host.run("new-part", "cell", "--", name)).isEqualTo(1);
        assertThat(host.err()).contains("'" + name + "' cannot be a part's name", "my-cell");
        assertThat(here).isDirectoryNotContaining(file -> !file.getFileName().toString().equals("home"));
    }

    @ParameterizedTest
    @CsvSource({"org.class, cannot be a plug-in's package", "Org.Acme, cannot be a plug-in's package", "flat, cannot be a plug-in's package",
        "nvae.cell.mine, is kept for others", "../up, cannot be a plug-in's package"})
    void aPackageThatCannotBeOneIsRefused(String name, String why) {
        assertThat(host.run("new-part", "cell", "wide", "--package", name)).isEqualTo(1);
        assertThat(host.err()).contains("'" + name + "'", why);
        assertThat(here.resolve("wide")).doesNotExist();
    }

    @Test
    void aNameThatIsTakenAndAKindThatIsUnknownAreRefused() {
        assertThat(host.run("new-part", "cell", "separable")).isEqualTo(1);
        assertThat(host.err()).contains("There is a cell 'separable' already, from nvae.cell.separable 0.1.0");
        assertThat(host.run("new-part", "cel", "wide")).isEqualTo(1);
        assertThat(host.err()).contains("There is no kind of part 'cel'. Did you mean 'cell'?");
    }
}
