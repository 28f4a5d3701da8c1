package nvae.shell;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate",
        description = "Measure a trained model: negative ELBO, importance-weighted likelihood, bits per dimension, KL and active units of"
                + " every group.")
final class EvaluateCommand extends ModelCommand {
    @Mixin
    private Split split;

    @Option(
            names = "--samples",
            paramLabel = "K",
            description = "Samples of the importance-weighted likelihood for each image; 0 to leave it out. Default: as the trial's"
                    + " configuration says.")
    private Integer samples;

    EvaluateCommand(Workbench workbench, Console console) {
        super(workbench, console, "evaluate");
    }

    @Override
    Map<String, Object> arguments() throws CommandException {
        requireAtLeast(0, "--samples", samples);
        return new Arguments().with("split", split.given()).with("samples", samples).map();
    }

    @Override
    void print(Map<String, Object> result) {
        console().out().println(whole(result, "images") + " " + result.get("split") + " images, after step " + whole(result, "step")
                + "; nats per image:");
        line("NELBO", result.get("nelbo"));
        line("  reconstruction", result.get("recon"));
        line("  KL", result.get("kl"));
        if (result.containsKey("nll")) {
            line("NLL, " + Words.several(((Number) result.get("importanceSamples")).longValue(), "sample"), result.get("nll"));
        }
        line("bits per dimension", result.get("bitsPerDimension"));
        line("active units", result.get("activeUnits"));
        console().out().println();
        Table groups = new Table("GROUP", "KL", "ACTIVE", "UNITS");
        List<?> kl = list(result, "klPerGroup");
        for (int group = 0; group < kl.size(); group++) {
            groups.row(group, number(kl.get(group)), number(list(result, "activeUnitsPerGroup").get(group)),
                    number(list(result, "unitsPerGroup").get(group)));
        }
        groups.print(console().out());
    }

    private void line(String label, Object value) {
        console().out().println(String.format("%-20s%10s", label, number(value)));
    }

    private static String number(Object value) {
        return Words.number(value instanceof Number number ? number.doubleValue() : null);
    }

    private static String whole(Map<String, Object> result, String name) {
        return number(result.get(name));
    }

    private static List<?> list(Map<String, Object> result, String name) {
        return result.get(name) instanceof List<?> list ? list : List.of();
    }
}
