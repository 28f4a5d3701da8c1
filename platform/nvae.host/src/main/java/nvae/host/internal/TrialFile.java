package nvae.host.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nvae.study.catalog.BundleDigest;
import nvae.study.manifest.WholeFile;
import nvae.study.run.Assignment;

/** What a worker is told, as JSON. */
record TrialFile(Assignment assignment, String engine, Collection<BundleDigest> bundles, BundleStore store) {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeSpecialFloatingPointValues().create();

    /** Writes the file, whole or not at all. */
    void write(Path file) throws IOException {
        WholeFile.write(file, GSON.toJson(content(file)));
    }

    private Map<String, Object> content(Path file) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("trial", assignment.trial().id());
        content.put("variant", assignment.trial().variant());
        content.put("changes", assignment.trial().changes());
        content.put("seed", assignment.trial().seed());
        content.put("mode", assignment.mode().name().toLowerCase(Locale.ROOT));
        content.put("engine", engine);
        content.put("device", device());
        content.put("folder", file.toAbsolutePath().getParent().relativize(assignment.folder().toAbsolutePath()).toString());
        content.put("threads", assignment.slot().threads());
        content.put("arguments", assignment.arguments());
        content.put("configuration", assignment.trial().configuration());
        List<Bundle> located = bundles.stream().map(this::located).toList();
        content.put("bundles", located);
        content.put("plannedBundles", assignment.trial().bundles());
        return content;
    }

    /** Who names a GPU's slot wants the GPU, and no quiet way round it. */
    private Object device() {
        Object configured = assignment.trial().configuration().getOrDefault("device", "auto");
        return configured.equals("auto") && assignment.slot().gpu().isPresent() ? "gpu" : configured;
    }

    private Bundle located(BundleDigest bundle) {
        return new Bundle(bundle.symbolicName(), bundle.version(), bundle.sha256(), store.jar(bundle.sha256()).toString());
    }

    private record Bundle(String symbolicName, String version, String sha256, String file) {}
}
