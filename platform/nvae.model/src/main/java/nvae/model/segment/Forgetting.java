package nvae.model.segment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import nvae.api.layer.BatchNorm;
import nvae.api.layer.Chain;
import nvae.api.layer.ResidualCell;

/** What a pass forgets on the way up and down, to make it again on the way back. */
public enum Forgetting {
    /** Everything inside every segment: a pass keeps what cells hand each other, and one segment's activations at a time. */
    CELLS {
        @Override
        public Segments on(Tape tape) {
            return tape::forget;
        }
    },
    /**
     * What batch norms give and what their activations make of it on the way, inside cells that are {@link ResidualCell}s and
     * {@link Chain}s: cheap to make again, and about half of what such a cell keeps.
     */
    NORMALIZATIONS {
        @Override
        public Segments on(Tape tape) {
            return new InsideCells(tape);
        }
    };

    /** Runs segments in this way. */
    public abstract Segments on(Tape tape);

    /** Keeps segments, but goes into the cells. */
    private record InsideCells(Tape tape) implements Segments {
        @Override
        public NDList run(Segment segment, NDList inputs) {
            return tape.keep(segment, inputs);
        }

        @Override
        public NDArray cell(Block cell, NDArray x, boolean training) {
            if (cell instanceof ResidualCell residual) {
                List<Block> rest = new ArrayList<>();
                NDArray y = upToTheLastPair(residual.body(), x, rest, training);
                return tape.keep((store, in) -> {
                    NDList gated = residual.gate().forward(store, inTurn(rest, store, in.subNDList(1), training), training);
                    NDList skipped = residual.skip().forward(store, in.subNDList(0, 1), training);
                    return new NDList(ResidualCell.join(skipped.head(), gated.head()));
                }, new NDList(x, y)).head();
            }
            return Segments.super.cell(cell, x, training);
        }

        /** Runs a body until after its last batch norm with an activation; fills in what is left to be run. */
        private NDArray upToTheLastPair(Block body, NDArray x, List<Block> rest, boolean training) {
            List<Block> blocks = inside(body);
            NDArray y = x;
            for (int i = 0; i < blocks.size(); i++) {
                Block block = blocks.get(i);
                if (block instanceof BatchNorm && i + 1 < blocks.size() && blocks.get(i + 1).getParameters().isEmpty()) {
                    List<Block> before = List.copyOf(rest);
                    List<Block> pair = List.of(block, blocks.get(++i));
                    rest.clear();
                    y = before.isEmpty() ? y : tape.keep((store, in) -> inTurn(before, store, in, training), new NDList(y)).head();
                    y = tape.forget((store, in) -> inTurn(pair, store, in, training), new NDList(y)).head();
                } else {
                    rest.add(block);
                }
            }
            return y;
        }

        private static List<Block> inside(Block block) {
            return block instanceof Chain
                    ? block.getChildren().values().stream().flatMap(child -> inside(child).stream()).toList()
                    : List.of(block);
        }

        private static NDList inTurn(List<Block> blocks, ParameterStore store, NDList x, boolean training) {
            NDList y = x;
            for (Block block : blocks) {
                y = block.forward(store, y, training);
            }
            return y;
        }
    }
}
