package nvae.shell;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import nvae.study.run.Webhook;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whether somebody else is told of what becomes of a run. */
final class WebhookOption {
    /** Names the address, if no option does: there, it is in no list of processes and no shell's history. */
    static final String VARIABLE = "NVAE_WEBHOOK";

    private static final String OPTION = "--webhook";

    @Option(
            names = OPTION,
            paramLabel = "URL",
            converter = AddressConverter.class,
            description = "Post JSON to this address when a trial is done or has failed, and when the run ends. Default: $" + VARIABLE
                    + ", or nobody is told.")
    private URI address;

    /** The webhook of a run of this study; empty if nobody wants one. */
    Optional<Webhook> of(String study, Console console) throws CommandException {
        URI chosen = address;
        String variable = console.environment().get(VARIABLE);
        if (chosen == null && variable != null && !variable.isBlank()) {
            chosen = AddressConverter.parse(variable.strip())
                    .orElseThrow(() -> new CommandException("$" + VARIABLE + " is no address of http or https. Correct it, or unset it."));
        }
        return Optional.ofNullable(chosen).map(to -> new Webhook(to, study, Webhook.Patience.USUAL, line -> {
            console.err().println(line);
            console.err().flush();
        }));
    }

    /** A typed line without the address, for a record that others read. */
    static String withoutAddress(String line) {
        return line.replaceAll(OPTION + "([= ])\\S+", OPTION + "$1...");
    }

    private static final class AddressConverter implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            return parse(text).orElseThrow(() -> new TypeConversionException("it is no address of http or https, as https://host/path"));
        }

        static Optional<URI> parse(String text) {
            try {
                URI address = new URI(text);
                boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
                return Optional.of(address).filter(uri -> web && uri.getHost() != null);
            } catch (URISyntaxException none) {
                return Optional.empty();
            }
        }
    }
}
