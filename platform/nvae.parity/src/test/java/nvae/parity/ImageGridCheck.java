package nvae.parity;

import ai.djl.ndarray.NDManager;
import nvae.training.evaluation.ImageGrid;

/** Images set side by side, row by row. */
final class ImageGridCheck implements GoldenCheck {
    @Override
    public boolean handles(String file, String function) {
        return function.equals("utils.tile_image");
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        verdict.expect("out.y", ImageGrid.gapless(golden.array("in.x", manager), golden.integer("n")).values());
    }
}
