package nvae.study.manifest;

import java.io.StringReader;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Reads YAML into nodes that know their lines. Refused: tags, duplicate keys, merge keys, more than one document, and whatever is too
 * large or too deep when its aliases are written out.
 */
public final class YamlReader {
    private static final int MAX_DEPTH = 40;

    private final Problems problems;
    private final Yaml yaml;

    public YamlReader(Problems problems) {
        this.problems = problems;
        LoaderOptions limits = new LoaderOptions();
        limits.setNestingDepthLimit(MAX_DEPTH);
        limits.setCodePointLimit(ManifestFiles.MAX_BYTES);
        DumperOptions unused = new DumperOptions();
        this.yaml = new Yaml(new SafeConstructor(limits), new Representer(unused), unused, limits, new CoreSchema());
    }

    /** The mapping that a file consists of; empty, with a problem reported, if it cannot be read. */
    public Optional<Node.Mapping> readFile(String source, String text) {
        Location whole = Location.of(source);
        Function<Mark, Location> places = mark -> mark == null ? whole : new Location(source, mark.getLine() + 1, mark.getColumn() + 1);
        Optional<Node> root = read(whole, places, text);
        if (root.isPresent() && !(root.get() instanceof Node.Mapping)) {
            problems.error(
                    root.get().where(),
                    "a manifest must be a mapping, not " + root.get().describe(),
                    "Start with a line such as 'study: name'.");
            return Optional.empty();
        }
        return root.map(Node.Mapping.class::cast);
    }

    /** A value from the command line; empty, with a problem reported, if it cannot be read. */
    public Optional<Node> readValue(Location where, String text) {
        return read(where, mark -> where, text);
    }

    private Optional<Node> read(Location source, Function<Mark, Location> places, String text) {
        try {
            if (hasTags(places, text)) {
                return Optional.empty();
            }
            org.yaml.snakeyaml.nodes.Node root = yaml.compose(new StringReader(text));
            return Optional.of(root == null ? new Node.Scalar(source, null, "") : new LocatedNodes(places, problems).of(root));
        } catch (LocatedNodes.TooLarge e) {
            return Optional.empty();
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            problems.error(
                    places.apply(mark),
                    "not valid YAML: " + reason(e),
                    "Check indentation, quotes and brackets here and in the line above.");
        } catch (ReaderException e) {
            String what = "the character U+%04X, number %d of the text, is not allowed in YAML";
            String remedy = "Remove it, or save the file as plain UTF-8 text.";
            problems.error(source, what.formatted(e.getCodePoint(), e.getPosition() + 1), remedy);
        } catch (YAMLException e) {
            problems.error(
                    source,
                    "not readable as a manifest: " + firstLine(e.getMessage()),
                    "Make it smaller, flatter, or use fewer aliases.");
        }
        return Optional.empty();
    }

    private boolean hasTags(Function<Mark, Location> places, String text) {
        boolean found = false;
        for (Event event : yaml.parse(new StringReader(text))) {
            String tag = tag(event);
            if (tag != null) {
                String shown = tag.replace("tag:yaml.org,2002:", "!!");
                String what = "the tag '" + shown + "' is not allowed: a manifest is data, and creates no objects";
                problems.error(places.apply(event.getStartMark()), what, "Remove the tag; quote the value if it is to be text.");
                found = true;
            }
        }
        return found;
    }

    private static String tag(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return event instanceof CollectionStartEvent start ? start.getTag() : null;
    }

    private static String reason(MarkedYAMLException e) {
        String problem = firstLine(e.getProblem());
        return e.getContext() == null ? problem : firstLine(e.getContext()) + ", " + problem;
    }

    private static String firstLine(String message) {
        return message == null ? "no reason given" : message.strip().lines().findFirst().orElse("");
    }
}
