package nvae.parity;

import ai.djl.ndarray.NDManager;
import nvae.api.data.ImageSet;
import nvae.training.data.Images;

/** Images reduced to fewer bits, on their way to the model. */
final class BitDepthCheck implements GoldenCheck {
    @Override
    public boolean handles(String file, String function) {
        return function.equals("utils.pre_process");
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        Row row = new Row(golden.array("in.x").values());
        Images images = new Images(row, 0, false, golden.integer("num_bits"));
        verdict.expect("out.y", images.batch(new int[1], 0, 1, 0, 0).values());
    }

    /** One image, a row of pixels with these values in [0,1]. */
    private record Row(float[] values) implements ImageSet {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public int height() {
            return 1;
        }

        @Override
        public int width() {
            return values.length;
        }

        @Override
        public void read(int index, byte[] target, int offset) {
            for (int i = 0; i < values.length; i++) {
                target[offset + i] = (byte) Math.round(values[i] * 255);
            }
        }
    }
}
