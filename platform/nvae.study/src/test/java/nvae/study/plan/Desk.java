package nvae.study.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nvae.study.manifest.ManifestException;
import nvae.study.manifest.Problem;

/** A folder to write manifests in, and a planner to read them. */
final class Desk {
    /** A base that names a part in every slot. The axes of a test follow it. */
    static final String BASE =
            """
            study: test
            base:
              model:
                family: residual-normal
                likelihood: bernoulli
                cells:
                  preprocess: &regular {cell: regular, normalization: weight-and-batch, activation: swish, gate: squeeze-excite}
                  encoder: *regular
                  decoder: &separable {cell: {name: separable, expansion: 6}, normalization: batch, activation: swish, gate: squeeze-excite}
                  postprocess: *separable
              dataset: toy
              regularizers: {spectral: {coefficient: 0.1}}
              optimizer: adamax
            """;

    private final Path folder;
    private FakeCatalog catalog = FakeCatalog.usual();
    private DataDigests data = dataset -> "digest of " + dataset;

    Desk(Path folder) {
        this.folder = folder;
    }

    Desk with(FakeCatalog other) {
        this.catalog = other;
        return this;
    }

    Desk with(DataDigests other) {
        this.data = other;
        return this;
    }

    Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The plan of a manifest that has no errors. */
    Plan plan(String manifest, String... settings) {
        return plan(manifest, new Overrides(null, List.of(settings)));
    }

    Plan plan(String manifest, Overrides overrides) {
        try {
            return planner().plan(write("study.yaml", manifest), overrides);
        } catch (ManifestException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** The errors in a manifest, without the folder's name. */
    List<String> refused(String manifest, String... settings) {
        return refused(manifest, new Overrides(null, List.of(settings)));
    }

    List<String> refused(String manifest, Overrides overrides) {
        return refused(write("study.yaml", manifest), overrides);
    }

    List<String> refused(Path manifest, Overrides overrides) {
        try {
            Plan plan = planner().plan(manifest, overrides);
            throw new AssertionError("planned all the same: " + plan.variants());
        } catch (ManifestException e) {
            return strings(e.problems().stream().filter(problem -> problem.severity() == Problem.Severity.ERROR).toList());
        }
    }

    List<String> warnings(String manifest) {
        return strings(plan(manifest).warnings());
    }

    Planner planner() {
        return new Planner(catalog, data);
    }

    private List<String> strings(List<Problem> problems) {
        return problems.stream().map(problem -> problem.toString().replace(folder + "/", "")).toList();
    }
}
