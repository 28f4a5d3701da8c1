package nvae.shell;

import java.io.IOException;
import java.util.concurrent.Callable;
import nvae.host.PluginFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "plugins", description = "List the jars in the plug-in folder, and why any of them is not used.")
final class PluginsCommand implements Callable<Integer> {
    @Option(names = "--lock", description = "From now on admit only the jars that lie there at this moment.")
    private boolean lock;

    @Mixin
    private JsonOutput json;

    private final Workbench workbench;
    private final Console console;

    PluginsCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        PluginFolder folder = workbench.plugins();
        if (lock) {
            int jars = folder.lock();
            console.err().println(Words.several(jars, "jar") + " admitted by " + folder.lockFile() + ".");
        }
        if (json.wanted()) {
            json.write(console.out(), folder.plugins());
        } else if (folder.plugins().isEmpty()) {
            console.out().println("There are no jars in " + folder.path() + ".");
        } else {
            Table table = new Table("FILE", "BUNDLE", "SHA-256", "PROBLEM");
            folder.plugins().forEach(jar -> table.row(jar.file(), jar.bundle(), Words.digest(jar.sha256()), jar.problem()));
            table.print(console.out());
        }
        return folder.plugins().stream().allMatch(PluginFolder.Plugin::usable) ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
