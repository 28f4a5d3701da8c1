package nvae.shell;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.stream.Stream;
import nvae.host.CommandEntry;
import nvae.host.Engines;
import nvae.host.LivePages;
import nvae.host.PartRegistry;
import nvae.host.PluginFolder;
import nvae.study.plan.DataDigests;
import nvae.study.run.Launcher;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine;

/**
 * Every command as a Gogo function of the scope {@code nvae}. The root command is one too, {@code nvae:nvae}: it takes a whole line, and
 * knows what to say to one that begins with no command.
 */
@Component(service = GogoCommands.class, immediate = true)
public final class GogoCommands {
    private static final String SCOPE = "nvae";

    private final Workbench workbench;

    @Activate
    public GogoCommands(
            BundleContext context, @Reference PartRegistry registry, @Reference PluginFolder plugins, @Reference DataDigests data,
            @Reference Launcher launcher, @Reference LivePages pages, @Reference Engines engines) {
        workbench = new Workbench(registry, plugins, data, launcher, pages, engines, Installation.of(context));
        CommandLine commands = Commands.of(workbench, Consoles.nowhere());
        register(context, SCOPE, command(List.of()));
        Commands.names(commands).forEach(name -> register(context, name, command(List.of(name))));
        Candidates candidates = new Candidates(workbench);
        register(context, InteractiveSession.CANDIDATES, (session, labels) -> candidates.of(String.valueOf(labels.get(0)), session));
        register(context, "exit", (session, arguments) -> stop(context));
        context.registerService(CommandSessionListener.class, new InteractiveSession(SCOPE, commands), null);
    }

    private static void register(BundleContext context, String name, Function function) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, SCOPE);
        properties.put(CommandProcessor.COMMAND_FUNCTION, name);
        context.registerService(Function.class, function, properties);
    }

    private Function command(List<String> beginning) {
        return (session, arguments) -> execute(session, beginning, arguments);
    }

    private Object execute(CommandSession session, List<String> beginning, List<Object> arguments) {
        List<String> line = Stream.concat(beginning.stream(), arguments.stream().map(String::valueOf)).toList();
        session.put(CommandEntry.STATUS, Commands.execute(workbench, Consoles.of(session), line));
        return null;
    }

    /** Leaves the shell: the process ends when the framework has stopped. */
    private static Object stop(BundleContext context) throws BundleException {
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
        return null;
    }
}
