package nvae.shell;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import nvae.study.catalog.BundleDigest;
import nvae.study.manifest.ManifestException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = {
            "Say where two configurations differ: of trials, of variants, of manifests (their bases, or FILE.yaml#VARIANT).",
            "Every default is filled in, so that a default that changed is seen too; bundles of other content are named."
        })
final class DiffCommand implements Callable<Integer> {
    private static final String CONFIGURATION = "A trial's id or folder, a variant's label, or a manifest: FILE.yaml or FILE.yaml#VARIANT.";

    @Parameters(index = "0", paramLabel = "CONFIGURATION_A", description = CONFIGURATION)
    private String first;

    @Parameters(index = "1", paramLabel = "CONFIGURATION_B", description = "The other.")
    private String second;

    @Option(names = "--study", paramLabel = "STUDY", description = "Look for trials and variants in this study only.")
    private String study;

    @Mixin
    private RunsOption runs;

    @Mixin
    private JsonOutput json;

    private final Workbench workbench;
    private final Console console;

    DiffCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, ManifestException, IOException {
        ConfigurationFinder finder = new ConfigurationFinder(workbench, console, runs.studies(console));
        Configured a = finder.find(first, study);
        Configured b = finder.find(second, study);
        ConfigurationDifference difference = ConfigurationDifference.of(a, b);
        if (json.wanted()) {
            json.write(console.out(), Map.of("a", a.label(), "b", b.label(), "same", difference.isEmpty(),
                    "paths", difference.paths().stream().map(DiffCommand::describe).toList(), "bundles", difference.bundles()));
        } else {
            print(a, b, difference);
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> describe(ConfigurationDifference.Entry entry) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("path", entry.path());
        described.put("a", entry.a());
        described.put("b", entry.b());
        return described;
    }

    private void print(Configured a, Configured b, ConfigurationDifference difference) {
        Paint paint = Paint.of(console);
        console.out().println(paint.in(Paint.Colour.RED, "- " + a.label()));
        console.out().println(paint.in(Paint.Colour.GREEN, "+ " + b.label()));
        if (difference.isEmpty()) {
            console.out().println("They are configured alike.");
            return;
        }
        for (ConfigurationDifference.Entry entry : difference.paths()) {
            console.out().println(paint.in(Paint.Colour.BOLD, entry.path()));
            side(paint, Paint.Colour.RED, "-", entry.a() == null ? null : Words.value(entry.a()));
            side(paint, Paint.Colour.GREEN, "+", entry.b() == null ? null : Words.value(entry.b()));
        }
        for (ConfigurationDifference.BundleEntry bundle : difference.bundles()) {
            console.out().println(paint.in(Paint.Colour.BOLD, "bundle " + bundle.symbolicName()));
            side(paint, Paint.Colour.RED, "-", describe(bundle.a()));
            side(paint, Paint.Colour.GREEN, "+", describe(bundle.b()));
        }
    }

    private void side(Paint paint, Paint.Colour colour, String sign, String text) {
        if (text != null) {
            console.out().println(paint.in(colour, "  " + sign + " " + text));
        }
    }

    private static String describe(BundleDigest bundle) {
        return bundle == null ? null : bundle.version() + ", SHA-256 " + Words.digest(bundle.sha256());
    }
}
