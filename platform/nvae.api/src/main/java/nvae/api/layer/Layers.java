package nvae.api.layer;

import ai.djl.nn.Block;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.PatternSyntaxException;

/** Finds layers in a model. */
public final class Layers {
    private static final String EVERYWHERE = "**";
    private static final int SHOWN = 4;

    private Layers() {}

    /** Every layer of this class, depth first, in the order in which the model was built. */
    public static <B extends Block> List<B> in(Block model, Class<B> type) {
        return List.copyOf(byPath(model, type).values());
    }

    /**
     * Every layer of this class by its path, depth first, in the order in which the model was built. A path is made of the names of the
     * blocks that lead to the layer, {@code encoderTower/group2cell0/body/first/convolution}; the numbers that DJL puts before a name are
     * left out.
     */
    public static <B extends Block> Map<String, B> byPath(Block model, Class<B> type) {
        Map<String, B> found = new LinkedHashMap<>();
        collect("", model, type, found);
        return Collections.unmodifiableMap(found);
    }

    /**
     * The layers of this class whose path matches one of these patterns.
     *
     * @param patterns globs: {@code *} stands for any part of one name, {@code **} for any part of a path, {@code {a,b}} for a choice
     * @throws IllegalArgumentException if a pattern cannot be read, or matches no layer; the message shows some paths
     *     that there are. {@code **} may match none
     */
    public static <B extends Block> Map<String, B> matching(Block model, Class<B> type, String... patterns) {
        Map<String, B> all = byPath(model, type);
        Map<String, B> matching = new LinkedHashMap<>(all);
        List<PathMatcher> matchers = new ArrayList<>();
        for (String pattern : patterns) {
            PathMatcher matcher = matcher(pattern);
            if (!pattern.equals(EVERYWHERE) && all.keySet().stream().noneMatch(path -> matcher.matches(Path.of(path)))) {
                throw new IllegalArgumentException("no layer matches '" + pattern + "'; there are " + all.size() + ": "
                        + String.join(", ", all.keySet().stream().limit(SHOWN).toList()) + (all.size() > SHOWN ? ", ..." : ""));
            }
            matchers.add(matcher);
        }
        matching.keySet().removeIf(path -> matchers.stream().noneMatch(matcher -> matcher.matches(Path.of(path))));
        return Collections.unmodifiableMap(matching);
    }

    private static PathMatcher matcher(String pattern) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("the pattern '" + pattern + "' cannot be read: " + e.getDescription(), e);
        }
    }

    private static <B extends Block> void collect(String path, Block block, Class<B> type, Map<String, B> found) {
        if (type.isInstance(block)) {
            found.put(path, type.cast(block));
        }
        eachChild(block, (name, child) -> collect(path.isEmpty() ? name : path + "/" + name, child, type, found));
    }

    /** Visits the children of a block with their names, which are DJL's without its numbers; children of one name are told apart. */
    static void eachChild(Block block, BiConsumer<String, Block> visitor) {
        Map<String, Integer> seen = new HashMap<>();
        block.getChildren().forEach(child -> {
            String name = child.getKey().replaceFirst("^\\d+", "");
            int twins = seen.merge(name, 1, Integer::sum);
            visitor.accept(name + (twins > 1 ? "~" + twins : ""), child.getValue());
        });
    }
}
