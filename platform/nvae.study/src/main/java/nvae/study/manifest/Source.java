package nvae.study.manifest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A manifest or preset file as it was read.
 *
 * @param sha256 of the file's bytes, in lower-case hex
 */
public record Source(String path, String text, String sha256) {
    static Source of(Path path, String text) {
        return new Source(path.toString(), text, Sha256.hex(text.getBytes(StandardCharsets.UTF_8)));
    }
}
