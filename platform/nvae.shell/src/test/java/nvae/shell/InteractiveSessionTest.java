package nvae.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.builtins.Completers.CompletionData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InteractiveSessionTest {
    @TempDir
    private Path here;

    private final Map<String, Object> variables = new HashMap<>();

    private final InteractiveSession listener =
            new InteractiveSession("nvae", Commands.of(new Workbench(null, null, null, null, null, null, null), Consoles.nowhere()));

    @Test
    void waitsForTheProfileThatMakesTheTableOfCompletions() {
        listener.afterExecute(session(), "a line of the profile", (Object) null);
        assertThat(variables).isEmpty();
    }

    @Test
    void putsTheWorkbenchsCommandsFirstAndCompletesTheirOptionsAndNames() {
        Map<String, List<CompletionData>> table = new HashMap<>();
        variables.put(".completions", table);
        listener.afterExecute(session(), "the profile", (Object) null);

        assertThat(variables).containsEntry("prompt", "nvae> ").containsEntry("SCOPE", "nvae:gogo:*");
        List<CompletionData> run = table.get("nvae:run");
        assertThat(run).anySatisfy(data -> assertThat(data.options).isEqualTo(List.of("--profile")));
        assertThat(run).anySatisfy(data -> assertThat(data.argument).isEqualTo("__files"));
        assertThat(table.get("nvae:describe").stream().map(data -> data.argument))
                .contains("nvae:_candidates 'KIND'", "nvae:_candidates 'NAME'");
    }

    @Test
    void leavesAPromptAloneThatAPersonHasChangedSince() {
        variables.put(".completions", new HashMap<>());
        listener.afterExecute(session(), "the profile", (Object) null);
        variables.put("prompt", "mine> ");
        listener.afterExecute(session(), "another line", (Object) null);
        assertThat(variables).containsEntry("prompt", "mine> ");
    }

    @Test
    void aWordThatIsNoCommandGetsOneAnswer() throws Exception {
        FakeHost host = new FakeHost(here, FakeHost::train);
        Function root = (session, line) -> host.run(line.stream().map(String::valueOf).toArray(String[]::new));
        CommandProcessorImpl gogo = new CommandProcessorImpl(new ThreadIOImpl());
        gogo.addCommand("nvae", root, "nvae");
        gogo.addListener(listener);
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        try (CommandSession session = gogo.createSession(InputStream.nullInputStream(), console, console)) {
            session.put(".completions", new HashMap<>());
            session.execute("profile = read");

            assertThat(session.execute("statsu --json")).isEqualTo(2);
        } finally {
            gogo.stop();
        }
        assertThat(host.err()).isEqualToIgnoringNewLines("There is no command 'statsu'. Did you mean 'status'?");
        assertThat(console).hasToString("");
    }

    /** A session that keeps variables and can nothing else. */
    private CommandSession session() {
        return (CommandSession) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {CommandSession.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isIn("get", "put");
                    return arguments.length == 1 ? variables.get(arguments[0]) : variables.put((String) arguments[0], arguments[1]);
                });
    }
}
