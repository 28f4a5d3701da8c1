package nvae.api.layer;

import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;

/** Finds layers in a model. */
public final class Layers {
    private Layers() {}

    /** Every layer of this class, depth first, in the order in which the model was built. */
    public static <B extends Block> List<B> in(Block model, Class<B> type) {
        List<B> found = new ArrayList<>();
        collect(model, type, found);
        return List.copyOf(found);
    }

    private static <B extends Block> void collect(Block block, Class<B> type, List<B> found) {
        if (type.isInstance(block)) {
            found.add(type.cast(block));
        }
        block.getChildren().values().forEach(child -> collect(child, type, found));
    }
}
