package nvae.study.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import nvae.study.catalog.BundleDigest;
import nvae.study.catalog.OptionDescription;
import nvae.study.catalog.OptionDescription.Type;
import nvae.study.catalog.PartCatalog;
import nvae.study.catalog.PartDescription;

/** Parts that exist only as descriptions, a bundle for each kind. */
final class FakeCatalog implements PartCatalog {
    private final List<PartDescription> parts = new ArrayList<>();

    /** The parts and options that the tests speak of. */
    static FakeCatalog usual() {
        FakeCatalog catalog = new FakeCatalog();
        catalog.add(
                SECTION,
                "model",
                whole("scales", 2, 1, 8),
                whole("latentChannels", 8, 1, 1024),
                whole("flowsPerGroup", 0, 0, 16),
                flag("weightNorm", true));
        catalog.add(SECTION, "data", whole("pad", 2, 0, 16), flag("binarize", true));
        catalog.add(
                SECTION,
                "training",
                whole("epochs", 10, 1, 100_000),
                number("learningRate", 0.01, 0.0, 10.0),
                choice("klBalance", "square", "equal", "linear", "sqrt", "none"),
                new OptionDescription("milestones", Type.INTEGER, true, List.of(), 0.0, null, List.of(), "epochs of a special note"));
        catalog.add(SECTION, "evaluation", whole("importanceSamples", 10, 0, 10_000));
        catalog.add("cell", "regular", whole("dilation", 1, 1, 8));
        catalog.add("cell", "separable", whole("expansion", 6, 1, 12), whole("kernel", 5, 1, 9));
        List.of("none", "weight", "batch", "weight-and-batch").forEach(name -> catalog.add("normalization", name));
        List.of("elu", "swish").forEach(name -> catalog.add("activation", name));
        catalog.add("gate", "none");
        catalog.add("gate", "squeeze-excite", whole("reduction", 16, 1, 64));
        List.of("normal", "residual-normal").forEach(name -> catalog.add("family", name));
        catalog.add("likelihood", "bernoulli");
        catalog.add("flow", "autoregressive");
        catalog.add("regularizer", "spectral", number("coefficient", 0.01, 0.0, null));
        catalog.add("regularizer", "batch-norm-scale", number("coefficient", 0.01, 0.0, null));
        catalog.add("kl", "balanced", choice("balance", "square", "equal", "none"), number("annealPortion", 0.3, 0.0, 1.0));
        catalog.add("kl", "free-bits", number("freeNats", 1, 0.0, null));
        catalog.add("optimizer", "adamax", number("weightDecay", 3e-4, 0.0, 1.0));
        catalog.add("dataset", "toy");
        catalog.add(
                "dataset",
                "idx",
                new OptionDescription("folder", Type.STRING, false, List.of(), null, null, List.of(), "the folder of the files"));
        catalog.add("tracker", "csv");
        return catalog;
    }

    void add(String kind, String name, OptionDescription... options) {
        parts.add(new PartDescription(kind, name, name, "", bundle(kind, 'a'), List.of(options)));
    }

    /** The parts of a kind as another build of their bundle. */
    FakeCatalog rebuilt(String kind) {
        parts.replaceAll(part -> part.kind().equals(kind)
                ? new PartDescription(kind, part.name(), part.title(), part.help(), bundle(kind, 'b'), part.options())
                : part);
        return this;
    }

    static BundleDigest bundle(String kind, char build) {
        return new BundleDigest("nvae." + kind, "1.0.0", String.valueOf(build).repeat(64));
    }

    private static OptionDescription whole(String name, int preset, double min, double max) {
        return new OptionDescription(name, Type.INTEGER, false, List.of(preset), min, max, List.of(), "a number of " + name);
    }

    private static OptionDescription number(String name, double preset, Double min, Double max) {
        return new OptionDescription(name, Type.NUMBER, false, List.of(preset), min, max, List.of(), "the " + name);
    }

    private static OptionDescription flag(String name, boolean preset) {
        return new OptionDescription(name, Type.BOOLEAN, false, List.of(preset), null, null, List.of(), "whether to " + name);
    }

    private static OptionDescription choice(String name, String... choices) {
        return new OptionDescription(name, Type.STRING, false, List.of(choices[0]), null, null, List.of(choices), "how to " + name);
    }

    @Override
    public List<String> kinds() {
        return List.copyOf(new TreeSet<>(parts.stream().map(PartDescription::kind).toList()));
    }

    @Override
    public List<PartDescription> parts(String kind) {
        return parts.stream().filter(part -> part.kind().equals(kind)).toList();
    }

    @Override
    public Optional<PartDescription> find(String kind, String name) {
        return parts(kind).stream().filter(part -> part.name().equals(name)).findFirst();
    }

    @Override
    public String explainMissing(String kind, String name) {
        return "The catalog says why " + kind + " '" + name + "' is missing.";
    }

    @Override
    public List<BundleDigest> platformBundles() {
        return List.of(bundle("api", 'a'), bundle("training", 'a'));
    }
}
