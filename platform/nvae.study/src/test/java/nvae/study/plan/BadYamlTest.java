package nvae.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no manifest. Each slip gives one line: where, what, what to do. */
class BadYamlTest {
    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void openDesk() {
        desk = new Desk(folder);
    }

    @Test
    void aMissingFile() {
        assertThat(desk.refused(folder.resolve("absent.yaml"), Overrides.NONE))
                .containsExactly("absent.yaml: the file 'absent.yaml' does not exist. Give the path of a .yaml file.");
    }

    @Test
    void aFolder() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        assertThat(desk.refused(inside, Overrides.NONE))
                .containsExactly("inside: the file 'inside' is a folder, not a manifest. Give the path of a .yaml file.");
    }

    @Test
    void anEmptyFile() {
        assertThat(desk.refused(""))
                .containsExactly("study.yaml: a manifest must be a mapping, not nothing. Start with a line such as 'study: name'.");
    }

    @Test
    void aListInsteadOfAMapping() {
        assertThat(desk.refused("- study: x"))
                .containsExactly("study.yaml:1:1: a manifest must be a mapping, not a list. Start with a line such as 'study: name'.");
    }

    @Test
    void bytesThatAreNoText() throws IOException {
        Path file = Files.write(folder.resolve("image.yaml"), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff});
        assertThat(desk.refused(file, Overrides.NONE))
                .containsExactly("image.yaml: the file is not UTF-8 text. Save it as UTF-8. Is it the right file?");
    }

    @Test
    void aControlCharacter() {
        assertThat(desk.refused("study: a\u0007b"))
                .containsExactly("study.yaml: the character U+0007, number 9 of the text, is not allowed in YAML. "
                        + "Remove it, or save the file as plain UTF-8 text.");
    }

    @Test
    void aFileThatIsTooLarge() throws IOException {
        Path file = Files.write(folder.resolve("large.yaml"), "# long\n".repeat(200_000).getBytes(StandardCharsets.UTF_8));
        assertThat(desk.refused(file, Overrides.NONE))
                .containsExactly("large.yaml: the file has 1400000 bytes, more than the 1048576 of any manifest. Is it the right file?");
    }

    @Test
    void anOpenBracket() {
        assertThat(desk.refused("study: x\nseeds: [1, 2\naxes: {}\n"))
                .containsExactly("study.yaml:3:5: not valid YAML: while parsing a flow sequence, expected ',' or ']', but got :. "
                        + "Check indentation, quotes and brackets here and in the line above.");
    }

    @Test
    void twoDocuments() {
        assertThat(desk.refused("study: x\n---\nstudy: y\n"))
                .containsExactly("study.yaml:2:1: not valid YAML: expected a single document in the stream, but found another document. "
                        + "Check indentation, quotes and brackets here and in the line above.");
    }

    @Test
    void aDuplicateKey() {
        assertThat(desk.refused(Desk.BASE + "seeds: [1]\nseeds: [2]\n"))
                .containsExactly("study.yaml:15:1: the key 'seeds' stands here a second time, first in line 14. Remove one of the two.");
    }

    @Test
    void aDuplicateKeyDeepInside() {
        assertThat(desk.refused("study: x\nbase: {model: {scales: 1, scales: 2}}\n"))
                .containsExactly("study.yaml:2:27: the key 'scales' stands here a second time, first in line 2. Remove one of the two.");
    }

    @Test
    void keysThatAreNoNames() {
        assertThat(desk.refused("study: x\n[a, b]: 1\n\"\": 2\n"))
                .containsExactly(
                        "study.yaml:2:1: a key must be a name, not a list or a mapping. Write 'name: value'.",
                        "study.yaml:3:1: a key is missing before ':'. Write 'name: value'.");
    }

    @Test
    void tags() {
        assertThat(desk.refused("study: !!java.net.URL [\"http://example.org\"]\nbase: !local {}\nseeds: !!seq [1]\n"))
                .containsExactly(
                        "study.yaml:1:8: the tag '!!java.net.URL' is not allowed: a manifest is data, and creates no objects. "
                                + "Remove the tag; quote the value if it is to be text.",
                        "study.yaml:2:7: the tag '!local' is not allowed: a manifest is data, and creates no objects. "
                                + "Remove the tag; quote the value if it is to be text.",
                        "study.yaml:3:8: the tag '!!seq' is not allowed: a manifest is data, and creates no objects. "
                                + "Remove the tag; quote the value if it is to be text.");
    }

    @Test
    void aMergeKey() {
        assertThat(desk.refused("study: x\nvars: &v {a: 1}\nbase: {<<: *v}\n"))
                .containsExactly("study.yaml:3:8: the merge key '<<' is not supported. "
                        + "Move what is shared to a preset and use 'extends', or use an alias for a whole value.");
    }

    @Test
    void anAliasBomb() {
        StringBuilder bomb = new StringBuilder("study: x\nvars:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i <= 8; i++) {
            bomb.append("  a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(5) + "*a" + (i - 1)));
        }
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThat(desk.refused(bomb.toString()))
                .containsExactly("study.yaml:3:36: more than 10000 values, with every alias written out. Use fewer or smaller aliases."));
    }

    @Test
    void tooManyAliases() {
        assertThat(desk.refused("study: x\nvars: {a: &a [1], b: [" + "*a, ".repeat(100) + "*a]}\n"))
                .containsExactly("study.yaml: not readable as a manifest: Number of aliases for non-scalar nodes exceeds the "
                        + "specified max=50. "
                        + "Make it smaller, flatter, or use fewer aliases.");
    }

    @Test
    void anAliasOfItself() {
        assertThat(desk.refused("study: x\nvars: {a: &a [*a]}\n"))
                .containsExactly("study.yaml:2:11: an anchor contains an alias of itself. Remove the alias.");
    }

    @Test
    void nestingWithoutEnd() {
        assertThat(desk.refused("study: x\nvars: " + "[".repeat(5_000) + "]".repeat(5_000)))
                .containsExactly("study.yaml: not readable as a manifest: Nesting Depth exceeded max 40. "
                        + "Make it smaller, flatter, or use fewer aliases.");
    }

    @Test
    void aWholeNumberBeyondAllBounds() {
        assertThat(desk.refused("study: x\nseeds: [99999999999999999999]\n"))
                .contains("study.yaml:2:9: the whole number 99999999999999999999 does not fit into 64 bits. Write a smaller number.");
    }
}
