package nvae.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder of golden numbers: {@code index.json} and the files that it names. */
final class Golden {
    private final List<GoldenFile> files;

    private Golden(Path folder) throws IOException {
        try (Reader reader = Files.newBufferedReader(folder.resolve("index.json"))) {
            JsonObject index = JsonParser.parseReader(reader).getAsJsonObject().getAsJsonObject("files");
            files = index.entrySet().stream().map(entry -> file(folder, entry)).toList();
        }
    }

    private static GoldenFile file(Path folder, Map.Entry<String, JsonElement> entry) {
        return new GoldenFile(folder, entry.getKey(), entry.getValue().getAsJsonObject());
    }

    /** The folder that the system property {@code nvae.golden} names, or {@code ../shared/golden}. */
    static Path folder() {
        return Path.of(System.getProperty("nvae.golden", "../shared/golden")).toAbsolutePath().normalize();
    }

    /** The numbers in the folder; empty if there is none. */
    static Optional<Golden> in(Path folder) throws IOException {
        return Files.exists(folder.resolve("index.json")) ? Optional.of(new Golden(folder)) : Optional.empty();
    }

    List<GoldenFile> files() {
        return files;
    }
}
