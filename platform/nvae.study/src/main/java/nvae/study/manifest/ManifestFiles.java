package nvae.study.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a manifest and, through the key {@code extends}, the presets below it. */
public final class ManifestFiles {
    static final int MAX_BYTES = 1 << 20;
    private static final String EXTENDS = "extends";

    private final PresetFinder presets;
    private final Problems problems;

    public ManifestFiles(PresetFinder presets, Problems problems) {
        this.presets = presets;
        this.problems = problems;
    }

    /** The manifest, then what it extends, what that extends, and so on; fewer, with a problem reported, if one cannot be read. */
    public List<Document> read(Path manifest) {
        List<Document> chain = new ArrayList<>();
        Set<Path> seen = new LinkedHashSet<>();
        Optional<Path> next = Optional.of(PresetFinder.shown(manifest));
        Location origin = Location.of(next.get().toString());
        while (next.isPresent()) {
            Path file = next.get();
            if (!seen.add(file.toAbsolutePath().normalize())) {
                problems.error(origin, "'" + file + "' extends itself, directly or through others", "Break the circle of 'extends'.");
                break;
            }
            Optional<Document> document = document(origin, file);
            if (document.isEmpty()) {
                break;
            }
            chain.add(document.get());
            Optional<Node> parent = document.get().root().get(EXTENDS);
            origin = parent.map(Node::where).orElse(origin);
            next = parent.flatMap(name -> parent(name, file));
        }
        return chain;
    }

    private Optional<Path> parent(Node name, Path file) {
        if (name instanceof Node.Scalar scalar && scalar.isText()) {
            return presets.find(scalar, file, problems);
        }
        problems.error(
                name.where(),
                "extends must name one preset, not " + name.describe(),
                "Write a name such as nvae/small, or a path that ends in .yaml.");
        return Optional.empty();
    }

    private Optional<Document> document(Location origin, Path file) {
        if (!Files.isRegularFile(file)) {
            String what = Files.isDirectory(file) ? " is a folder, not a manifest" : " does not exist";
            problems.error(origin, "the file '" + file + "'" + what, "Give the path of a .yaml file.");
            return Optional.empty();
        }
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                problems.error(
                        Location.of(file.toString()),
                        "the file has " + size + " bytes, more than the " + MAX_BYTES + " of any manifest",
                        "Is it the right file?");
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
            return new YamlReader(problems).readFile(file.toString(), text).map(root -> new Document(Source.of(file, text), root));
        } catch (CharacterCodingException e) {
            problems.error(Location.of(file.toString()), "the file is not UTF-8 text", "Save it as UTF-8. Is it the right file?");
        } catch (IOException e) {
            problems.error(Location.of(file.toString()), "the file cannot be read: " + e, "Check its permissions.");
        }
        return Optional.empty();
    }
}
