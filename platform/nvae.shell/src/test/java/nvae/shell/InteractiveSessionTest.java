package nvae.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.jline.builtins.Completers.CompletionData;
import org.junit.jupiter.api.Test;

final class InteractiveSessionTest {
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

    /** A session that keeps variables and can nothing else. */
    private CommandSession session() {
        return (CommandSession) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {CommandSession.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isIn("get", "put");
                    return arguments.length == 1 ? variables.get(arguments[0]) : variables.put((String) arguments[0], arguments[1]);
                });
    }
}
