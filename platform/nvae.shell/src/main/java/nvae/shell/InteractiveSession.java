package nvae.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nvae.host.CommandEntry;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.jline.builtins.Completers.CompletionData;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Makes Gogo's interactive shell the workbench's: its prompt, its commands before Gogo's own of the same name, its answer to a word that is
 * no command, and completion of options and of the names that parameters take. Gogo's profile has to be read first: it makes the table of completions.
 */
final class InteractiveSession implements CommandSessionListener {
    /** The function that completion asks, with a parameter's label. Gogo does not offer names that begin like this one. */
    static final String CANDIDATES = "_candidates";

    private static final String COMPLETIONS = ".completions";
    private static final String PREPARED = ".nvae";
    private static final Set<String> FILES = Set.of("MANIFEST");
    private static final Set<String> FOLDERS = Set.of("DIR");

    private final String scope;
    private final CommandLine commands;

    InteractiveSession(String scope, CommandLine commands) {
        this.scope = scope;
        this.commands = commands;
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence line) {}

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Exception failure) {}

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Object result) {
        if (session.get(PREPARED) == null && session.get(COMPLETIONS) instanceof Map<?, ?> table) {
            session.put(PREPARED, true);
            session.put("SCOPE", scope + ":gogo:*");
            session.put("prompt", scope + "> ");
            session.put(CommandEntry.UNKNOWN, session.get(CommandEntry.ROOT));
            @SuppressWarnings("unchecked")
            Map<String, List<CompletionData>> completions = (Map<String, List<CompletionData>>) table;
            commands.getSubcommands().forEach((name, command) -> completions.put(scope + ":" + name, of(command)));
        }
    }

    private List<CompletionData> of(CommandLine command) {
        List<CompletionData> completions = new ArrayList<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            String help = option.description().length == 0 ? null : option.description()[0];
            completions.add(new CompletionData(List.of(option.names()), help, option.arity().max() == 0 ? null : names(option), null));
        }
        command.getCommandSpec().positionalParameters()
                .forEach(parameter -> completions.add(new CompletionData(null, null, names(parameter), null)));
        return completions;
    }

    /** A Gogo expression that gives the names. */
    private String names(ArgSpec parameter) {
        String label = parameter.paramLabel();
        if (FILES.contains(label)) {
            return "__files";
        }
        if (FOLDERS.contains(label)) {
            return "__directories";
        }
        return scope + ":" + CANDIDATES + " '" + label + "'";
    }
}
