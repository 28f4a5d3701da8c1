package nvae.study.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import nvae.study.manifest.WholeFile;
import nvae.study.plan.Plan;
import nvae.study.plan.PlanJson;

/**
 * {@code study.json}: what the study in a folder is.
 *
 * @param provenance what the host knows of itself: name (say {@code workbench}, {@code commit}, {@code command}, {@code cpu}) to a
 *     string, number, list or map; shown in the report as it is
 * @param start the folder that the study was begun in, absolute: relative paths in configurations begin there; it may be gone
 */
public record StudyFile(Plan plan, Map<String, Object> provenance, Path start) {
    /** The file's name in a study's folder. */
    public static final String FILE = "study.json";

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeSpecialFloatingPointValues()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    /** A study that begins in this process's own folder. */
    public StudyFile(Plan plan, Map<String, Object> provenance) {
        this(plan, provenance, here());
    }

    /** Writes the file so that it is there whole or not at all. */
    public void write(Path folder) throws IOException {
        JsonObject json = new JsonObject();
        json.add("plan", JsonParser.parseString(PlanJson.write(plan)));
        json.add("provenance", GSON.toJsonTree(provenance));
        json.addProperty("start", start.toString());
        WholeFile.write(Files.createDirectories(folder).resolve(FILE), GSON.toJson(json));
    }

    /** @throws IOException if there is none or it cannot be read; the message says what to do */
    public static StudyFile read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            Plan plan = PlanJson.read(json.getAsJsonObject("plan").toString());
            Map<String, Object> provenance = GSON.fromJson(json.get("provenance"), new TypeToken<Map<String, Object>>() {}.getType());
            return new StudyFile(plan, provenance, json.has("start") ? Path.of(json.get("start").getAsString()) : here());
        } catch (NoSuchFileException e) {
            throw new IOException("There is no " + file + ": no study has been run in this folder. Begin one with `bin/nvae run`.", e);
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new IOException(file + " is damaged (" + e.getMessage() + "). Run the study's manifest again with `bin/nvae run`, which"
                    + " writes it anew and trains nothing that is done.", e);
        }
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }
}
