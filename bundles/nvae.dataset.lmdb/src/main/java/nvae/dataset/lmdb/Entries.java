package nvae.dataset.lmdb;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import nvae.api.data.FileBytes;

/**
 * The values of one set of images: where each lies in its file.
 *
 * @param keys in the images' order: as numbers where all are digits, else as LMDB sorts them
 */
record Entries(FileBytes bytes, List<Key> keys) {
    private static final int EXAMPLES = 5;

    /** One key, and its value's place. */
    record Key(String name, long position, int length) {}

    /**
     * Finds the entries whose keys match.
     *
     * @param pattern a regular expression for a whole key
     * @param option that the pattern comes from, for messages
     */
    static Entries of(LmdbFile file, String table, String pattern, String option) throws IOException {
        Pattern wanted = compiled(pattern, option);
        List<Key> keys = new ArrayList<>();
        List<String> others = new ArrayList<>();
        file.visit(table, (key, position, length) -> {
            String name = new String(key, StandardCharsets.UTF_8);
            if (wanted.matcher(name).matches()) {
                keys.add(new Key(name, position, length));
            } else if (others.size() < EXAMPLES) {
                others.add(name);
            }
        });
        Path path = file.bytes().file();
        if (keys.isEmpty()) {
            throw new IOException(path + (others.isEmpty()
                    ? " has no entries; set the dataset's option 'table' if they are in a named one"
                    : " has no key like " + pattern + ", but " + String.join(", ", others) + ", ...; set the dataset's option '" + option + "'"));
        }
        if (keys.stream().allMatch(key -> key.name().matches("[0-9]+"))) {
            keys.sort(Comparator.comparing(key -> new BigInteger(key.name())));
        }
        return new Entries(file.bytes(), List.copyOf(keys));
    }

    private static Pattern compiled(String pattern, String option) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(option + ": '" + pattern + "' is no regular expression: " + e.getDescription(), e);
        }
    }

    byte[] value(int index) throws IOException {
        Key key = keys.get(index);
        return bytes.read(key.position(), key.length());
    }

    /** An image's name in messages. */
    String name(int index) {
        return bytes.file() + ", key " + keys.get(index).name();
    }

    void digest(MessageDigest digest) throws IOException {
        for (Key key : keys) {
            digest.update((key.name() + "\n" + key.length() + "\n").getBytes(StandardCharsets.UTF_8));
            bytes.digest(digest, key.position(), key.length());
        }
    }
}
