package nvae.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on what: preset, manifest, profile, command line, change of a variant. */
class LayersTest {
    private static final String SMALL = Desk.BASE.replace("study: test\n", "");

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void writePreset() {
        desk = new Desk(folder);
        desk.write("presets/nvae/small.yaml", SMALL);
    }

    /** A value of the base's resolved configuration. */
    static Object at(Plan plan, String path) {
        return at(plan.trials().get(0), path);
    }

    static Object at(Trial trial, String path) {
        Object value = trial.configuration();
        for (String key : path.split("\\.")) {
            value = ((Map<?, ?>) value).get(key);
        }
        return value;
    }

    @Test
    void defaultsFillWhatNobodySets() {
        Plan plan = desk.plan("study: x\nextends: nvae/small\n");
        assertThat(at(plan, "training"))
                .isEqualTo(Map.of("epochs", 10L, "learningRate", 0.01, "klBalance", "square", "milestones", List.of()));
        assertThat(at(plan, "model.cells.decoder.cell")).isEqualTo(Map.of("name", "separable", "expansion", 6L, "kernel", 5L));
        assertThat(at(plan, "model.cells.encoder.gate")).isEqualTo(Map.of("name", "squeeze-excite", "reduction", 16L));
        assertThat(at(plan, "regularizers")).isEqualTo(Map.of("spectral", Map.of("coefficient", 0.1)));
        assertThat(at(plan, "trackers")).isEqualTo(Map.of());
        assertThat(at(plan, "engine")).isEqualTo("mxnet");
        assertThat(at(plan, "device")).isEqualTo("auto");
    }

    @Test
    void eachLayerOverridesTheOneBelow() {
        String manifest =
                """
                study: x
                extends: nvae/small
                base: {model: {latentChannels: 2}, training: {epochs: 2}, data: {pad: 2}}
                profiles: {quick: {base: {training: {epochs: 3}, data: {pad: 3}}}}
                axes: {pad: {path: data.pad, values: [5]}}
                """;
        Plan plan = desk.plan(manifest, new Overrides("quick", List.of("data.pad=4")));
        assertThat(at(plan, "model.latentChannels")).isEqualTo(2L);
        assertThat(at(plan, "training.epochs")).isEqualTo(3L);
        assertThat(at(plan, "data.pad")).isEqualTo(4L);
        assertThat(at(plan.trials().get(1), "data.pad")).isEqualTo(5L);
        assertThat(at(desk.plan(manifest), "training.epochs")).isEqualTo(2L);
    }

    @Test
    void namingAPartReplacesItsOptions() {
        Plan plan = desk.plan("study: x\nextends: nvae/small\nbase: {model: {cells: {decoder: {cell: {name: separable, kernel: 3}}}}}\n");
        assertThat(at(plan, "model.cells.decoder.cell")).isEqualTo(Map.of("name", "separable", "expansion", 6L, "kernel", 3L));
        assertThat(at(desk.plan("study: x\nextends: nvae/small\n", "model.cells.decoder.cell=regular"), "model.cells.decoder.cell"))
                .isEqualTo(Map.of("name", "regular", "dilation", 1L));
    }

    @Test
    void optionsWithoutANameChangeThePartBelow() {
        Plan plan = desk.plan("study: x\nextends: nvae/small\nbase: {model: {cells: {decoder: {cell: {kernel: "
                + "3}}}}}\n", "model.cells.decoder.cell.expansion=2");
        assertThat(at(plan, "model.cells.decoder.cell")).isEqualTo(Map.of("name", "separable", "expansion", 2L, "kernel", 3L));
    }

    @Test
    void partsOfASetAreSwitchedOffAndOn() {
        String off = "study: x\nextends: nvae/small\nbase: {regularizers: {spectral: false, batch-norm-scale: true}}\n";
        assertThat(at(desk.plan(off), "regularizers")).isEqualTo(Map.of("batch-norm-scale", Map.of("coefficient", 0.01)));
        assertThat(at(desk.plan(off, "regularizers.spectral={coefficient: 2}"), "regularizers.spectral"))
                .isEqualTo(Map.of("coefficient", 2.0));
        assertThat(at(desk.plan("study: x\nextends: nvae/small\n", "regularizers.spectral=true"), "regularizers.spectral"))
                .isEqualTo(Map.of("coefficient", 0.1));
    }

    @Test
    void presetsExtendPresets() {
        desk.write("presets/nvae/deep.yaml", "extends: nvae/small\nbase: {model: {scales: 3}}\nseeds: [5]\n");
        Plan plan = desk.plan("study: x\nextends: nvae/deep\n");
        assertThat(at(plan, "model.scales")).isEqualTo(3L);
        assertThat(plan.seeds()).containsExactly(5L);
        assertThat(plan.presets())
                .extracting(source -> Path.of(source.path()).getFileName().toString()).containsExactly("deep.yaml", "small.yaml");
        assertThat(plan.presets().get(1).text()).isEqualTo(SMALL);
    }

    @Test
    void aStudyExtendsAStudyByItsPath() {
        desk.write("one/first.yaml", "study: first\ndescription: the first\nextends: nvae/small\nseeds: [3, 4]\naxes: {s: {path: "
                + "model.scales, values: [3]}}\n");
        Plan plan = desk.plan("study: second\nextends: one/first.yaml\naxes: {s: {values: {four: {model.scales: 4}}}}\n");
        assertThat(plan.study()).isEqualTo("second");
        assertThat(plan.description()).isEmpty();
        assertThat(plan.seeds()).containsExactly(3L, 4L);
        assertThat(plan.axes()).isEqualTo(Map.of("s", List.of("four")));
    }

    @Test
    void axesKeepTheirOrderWhenALayerChangesOne() {
        String axes = "axes: {a: {path: model.scales, values: [3]}, b: {path: data.pad, values: [1]}}\n";
        Plan plan = desk.plan(Desk.BASE + axes + "profiles: {p: {axes: {b: {path: data.pad, values: "
                + "[4]}}}}\n", new Overrides("p", List.of()));
        assertThat(plan.variants()).extracting(Variant::label).containsExactly("base", "a=3", "b=4");
    }

    @Test
    void thePresetsOfTheWorkbenchAreAskedLast() throws Exception {
        desk.write("own/nvae/small.yaml", "base: {nonsense: 1}\n");
        desk.write("own/tiny.yaml", "extends: nvae/small\nbase: {model: {scales: 1}}\n");
        Planner planner = new Planner(FakeCatalog.usual(), dataset -> "", List.of(folder.resolve("own")));
        Plan plan = planner.plan(desk.write("elsewhere/study.yaml", "study: x\nextends: "
                + "tiny\n"), new Overrides(null, List.of("data.pad=1")));
        assertThat(at(plan, "model.scales")).isEqualTo(1L);
    }

    @Test
    void settingsMayUseWildcardsAndKeysOfTheManifest() {
        Plan plan = desk.plan("study: x\nextends: nvae/small\n", "model.cells.*.gate=none", "seeds=[7, "
                + "8]", "base.data.pad=0", "regularizers.*.coefficient=9");
        assertThat(at(plan, "model.cells.postprocess.gate")).isEqualTo(Map.of("name", "none"));
        assertThat(plan.seeds()).containsExactly(7L, 8L);
        assertThat(at(plan, "data.pad")).isEqualTo(0L);
        assertThat(at(plan, "regularizers.spectral.coefficient")).isEqualTo(9.0);
    }

    @Test
    void badSettings() {
        assertThat(desk.refused(Desk.BASE, "model.scales", "model.scale=3", "data.pad=two", "data.pad=[1", "axes.x=3", "data.binarize="))
                .containsExactly(
                        "--set axes.x=3: 'axes' cannot be set on the command line. Write it in the manifest, or use a profile.",
                        "--set data.binarize=: data.binarize must be true or false, not nothing. Write true or false, such as true.",
                        "--set data.pad=[1: not valid YAML: while parsing a flow sequence, expected ',' or ']', but got <stream end>. "
                                + "Check indentation, quotes and brackets here and in the line above.",
                        "--set data.pad=two: data.pad must be a whole number, not the text 'two'. Write a whole number, such as 4.",
                        "--set model.scale=3: the path 'model.scale' does not exist: unknown key 'scale' in model. Did you mean 'scales'?",
                        "--set model.scales: a setting is a path, '=' and a value. Write --set model.scales=2.");
    }

    @Test
    void anUnknownProfile() {
        String manifest = Desk.BASE + "profiles: {smoke: {}}\n";
        assertThat(desk.refused(manifest, new Overrides("smke", List.of())))
                .containsExactly("--profile smke: unknown profile. Did you mean 'smoke'?");
        assertThat(desk.refused(Desk.BASE, new Overrides("x", List.of())))
                .containsExactly("--profile x: unknown profile. The manifest has no profiles.");
    }

    @Test
    void anUnknownPreset() {
        assertThat(desk.refused("study: x\nextends: nvae/smal\n"))
                .containsExactly("study.yaml:2:10: there is no preset 'nvae/smal'. Did you mean 'nvae/small'?");
        assertThat(desk.refused("study: x\nextends: missing.yaml\n"))
                .containsExactly("study.yaml:2:10: the file 'missing.yaml' does not exist. Give the path of a .yaml file.");
        assertThat(desk.refused("study: x\nextends: ../../etc\n")).first().asString()
                .startsWith("study.yaml:2:10: there is no preset '../../etc'. ");
        assertThat(desk.refused("study: x\nextends: [a]\n"))
                .containsExactly("study.yaml:2:10: extends must name one preset, not a list. Write a name such as nvae/small, or a "
                        + "path that ends in .yaml.");
    }

    @Test
    void aCircleOfPresets() {
        desk.write("a.yaml", "extends: b.yaml\n");
        desk.write("b.yaml", "extends: a.yaml\n");
        assertThat(desk.refused("study: x\nextends: a.yaml\n"))
                .containsExactly("b.yaml:1:10: 'a.yaml' extends itself, directly or through others. Break the circle of 'extends'.");
    }

    @Test
    void aProblemInAPresetNamesThePresetsLine() {
        desk.write("presets/bad.yaml", SMALL.replace("family:", "famly:"));
        assertThat(desk.refused("study: x\nextends: bad\n"))
                .containsExactly(
                        "presets/bad.yaml:3:5: unknown key 'famly' in model. Did you mean 'family'? See 'nvae describe section model'.",
                        "presets/bad.yaml:3:5: model.family is missing: it names the family. Set model.family to one of: normal, "
                                + "residual-normal.");
    }
}
