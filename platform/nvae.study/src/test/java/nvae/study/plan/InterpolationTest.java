package nvae.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** References to other keys of the manifest, and to nothing else. */
class InterpolationTest {
    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void openDesk() {
        desk = new Desk(folder);
    }

    private Plan plan(String keys) {
        return desk.plan(Desk.BASE + keys);
    }

    @Test
    void aReferenceTakesTheTypeOfWhatItNames() {
        Plan plan = plan("  data: {pad: \"${vars.pad}\", binarize: \"${vars.binary}\"}\nvars: {pad: 4, binary: false}\n");
        assertThat(LayersTest.at(plan, "data")).isEqualTo(Map.of("pad", 4L, "binarize", false));
    }

    @Test
    void referencesInsideTextAreInserted() {
        assertThat(plan("description: pad ${vars.pad}, $${vars.pad}, scales ${vars.more.scales}\nvars: {pad: 4, more: {scales: "
                + "\"${vars.pad}2\"}}\n").description())
                .isEqualTo("pad 4, ${vars.pad}, scales 42");
    }

    @Test
    void referencesSeeTheMergedManifest() {
        String manifest = Desk.BASE + "  data: {pad: \"${base.model.scales}\"}\nvars: {gate: none}\naxes: {gate: {path: "
                + "model.cells.*.gate, values: [\"${vars.gate}\"]}}\n";
        Plan plan = desk.plan(manifest, "model.scales=5");
        assertThat(LayersTest.at(plan, "data.pad")).isEqualTo(5L);
        assertThat(plan.variants()).extracting(Variant::label).containsExactly("base", "gate=none");
    }

    @Test
    void aPartWithoutOptionsCountsAsItsName() {
        assertThat(plan("description: ${base.model.family}\n").description()).isEqualTo("residual-normal");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "env:HOME", "sys:user.home", "file:UTF-8:/etc/passwd", "script:javascript:1+1", "dns:example.org", "const:java.lang.Math.PI", "x:-y"
    })
    void theWorldOutsideTheManifestIsRefused(String reference) {
        assertThat(desk.refused(Desk.BASE + "  data: {pad: \"${" + reference + "}\"}\n"))
                .containsExactly("study.yaml:14:15: ${" + reference + "} is refused: a manifest refers to its own keys alone, "
                        + "never to the environment, system properties, files or scripts. "
                        + "Write the value, or define it under 'vars' and set it with --set vars.name=value.");
    }

    @Test
    void theWorldOutsideIsRefusedInEveryValue() {
        assertThat(desk.refused(Desk.BASE.replace("study: test", "study: ${sys:user.name}").replace("toy", "${env:DATA}")
                        + "description: a ${env:HOME} b\nseeds: [\"${env:SEED}\"]\n"))
                .hasSize(4)
                .allSatisfy(problem -> assertThat(problem).contains("is refused: a manifest refers to its own keys alone"));
        assertThat(desk.refused("study: x\nextends: ${env:HOME}\n"))
                .first().asString().startsWith("study.yaml:2:10: there is no preset '${env:HOME}'.");
    }

    @Test
    void whatCannotBeReplaced() {
        assertThat(desk.refused(Desk.BASE + "vars: {b: \"${vars.c}\", c: \"${vars.b}\", d: \"${base.model.cells}\", e: \"${vars.\", "
                + "f: \"${vars.x}\"}\n"
                        + "description: ${base.model.cells.decoder.cell} ${study.x}\n"))
                .containsExactly(
                        "study.yaml:14:11: ${vars.c} refers to itself, directly or through others. Break the circle.",
                        "study.yaml:14:43: ${base.model.cells} names a mapping; only single values can be inserted. "
                                + "Refer to a key inside it, or use a YAML alias.",
                        "study.yaml:14:69: '${' without its '}'. Close the reference, or write '$${' for the characters themselves.",
                        "study.yaml:14:83: ${vars.x} names no key of this manifest: 'x' is not set. Choose from: b, c, d, e, f.",
                        "study.yaml:15:14: ${base.model.cells.decoder.cell} names a mapping; only single values can be inserted. "
                                + "Refer to a key inside it, or use a YAML alias.");
    }

    @Test
    void aChainOfReferencesHasAnEnd() {
        StringBuilder vars = new StringBuilder("vars:\n");
        for (int i = 0; i < 3_000; i++) {
            vars.append("  v%d: ${vars.v%d}\n".formatted(i, i + 1));
        }
        assertThat(desk.refused(Desk.BASE + vars + "  v3000: 1\n"))
                .first().asString().endsWith("goes on through more than 40 references. Shorten the chain.");
    }

    @Test
    void referencesThatDoubleAtEveryLevelDoNotFillTheMemory() {
        StringBuilder vars = new StringBuilder("vars:\n  v0: xxxxxxxxxx\n");
        for (int i = 1; i <= 60; i++) {
            vars.append("  v%d: ${vars.v%d}${vars.v%d}\n".formatted(i, i - 1, i - 1));
        }
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThat(desk.refused(Desk.BASE + vars))
                .first()
                .asString()
                .contains("the text grows beyond 10000 characters when its references are replaced"));
    }
}
