package nvae.shell;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** Whether a program reads the result. */
final class JsonOutput {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeSpecialFloatingPointValues().create();

    @Option(names = "--json", description = "Write JSON, for a program.")
    private boolean json;

    boolean wanted() {
        return json;
    }

    void write(PrintWriter out, Object value) {
        out.println(GSON.toJson(value));
    }
}
