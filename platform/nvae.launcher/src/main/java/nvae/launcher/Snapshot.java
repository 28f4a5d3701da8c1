package nvae.launcher;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a trial's file says about the process that runs it.
 *
 * @param engine the engine's name in DJL
 * @param jars the bundles, their content checked
 */
record Snapshot(String engine, List<Path> jars) {
    static final Map<String, String> ENGINES = Map.of("mxnet", "MXNet", "pytorch", "PyTorch");

    /**
     * Reads a trial's file and checks every bundle against its digest.
     *
     * @throws RefusedException if a bundle is missing or differs, or if the engine is unknown
     */
    static Snapshot read(Path trialJson) throws IOException {
        TrialFile trial;
        try {
            trial = new Gson().fromJson(Files.readString(trialJson), TrialFile.class);
        } catch (JsonSyntaxException e) {
            throw new RefusedException(trialJson + " is no trial: " + e.getMessage());
        }
        String engine = ENGINES.get(trial.engine);
        if (engine == null) {
            throw new RefusedException("unknown engine '" + trial.engine + "'; there are " + ENGINES.keySet());
        }
        List<Path> jars = new ArrayList<>();
        for (TrialBundle bundle : trial.bundles) {
            jars.add(bundle.checked());
        }
        return new Snapshot(engine, jars);
    }

    /** The part of a trial's file that this process reads; Gson fills the fields in. */
    private static final class TrialFile {
        private String engine;
        private List<TrialBundle> bundles = List.of();
    }

    private static final class TrialBundle {
        private String symbolicName;
        private String version;
        private String sha256;
        private String file;

        private Path checked() throws IOException {
            Path jar = Path.of(file);
            if (!Files.isRegularFile(jar)) {
                throw new RefusedException("bundle " + symbolicName + " " + version + " is gone: " + jar + "; plan the study again");
            }
            String found = digest(jar);
            if (!found.equals(sha256)) {
                throw new RefusedException("bundle " + symbolicName + " " + version + " has changed: " + jar + " has the SHA-256 " + found
                        + ", the trial was planned with " + sha256 + "; plan the study again");
            }
            return jar;
        }

        private static String digest(Path jar) throws IOException {
            try {
                return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
