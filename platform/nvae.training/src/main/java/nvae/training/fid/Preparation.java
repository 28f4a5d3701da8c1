package nvae.training.fid;

/**
 * What is done to images before a feature extractor sees them.
 *
 * @param size height and width that images are resized to (bilinear between pixel centres, as most programs do); 0 to leave them as they are
 * @param channels 3 to repeat a grey image's channel, 0 to leave it alone
 * @param low what black becomes
 * @param high what white becomes
 */
public record Preparation(int size, int channels, float low, float high) {

    /** Images on the Java heap, [N,C,H,W]. */
    public record Pixels(float[] values, int count, int channels, int height, int width) {}

    /**
     * Images for the extractor.
     *
     * @param images in [0,1]
     * @throws IllegalArgumentException if the channels do not fit
     */
    public Pixels of(Pixels images) {
        if (channels != 0 && images.channels != 1 && images.channels != channels) {
            throw new IllegalArgumentException("the extractor wants %d channels, but the images have %d; only grey images can be repeated"
                    .formatted(channels, images.channels));
        }
        int height = size == 0 ? images.height : size;
        int width = size == 0 ? images.width : size;
        int planes = channels == 0 ? images.channels : channels;
        float[] prepared = new float[images.count * planes * height * width];
        Line rows = Line.of(images.height, height);
        Line columns = Line.of(images.width, width);
        for (int plane = 0; plane < images.count * planes; plane++) {
            int source = plane / planes * images.channels + (images.channels == 1 ? 0 : plane % planes);
            resize(images, source * images.height * images.width, rows, columns, prepared, plane * height * width);
        }
        return new Pixels(prepared, images.count, planes, height, width);
    }

    private void resize(Pixels images, int from, Line rows, Line columns, float[] target, int offset) {
        float[] values = images.values;
        int next = offset;
        for (int y = 0; y < rows.first.length; y++) {
            int top = from + rows.first[y] * images.width;
            int bottom = from + rows.second[y] * images.width;
            float down = rows.share[y];
            for (int x = 0; x < columns.first.length; x++) {
                int left = columns.first[x];
                int right = columns.second[x];
                float across = columns.share[x];
                float upper = values[top + left] * (1 - across) + values[top + right] * across;
                float lower = values[bottom + left] * (1 - across) + values[bottom + right] * across;
                target[next++] = low + (high - low) * (upper * (1 - down) + lower * down);
            }
        }
    }

    /**
     * How one dimension is interpolated.
     *
     * @param first the source before each target
     * @param second the source after it
     * @param share of the second
     */
    private record Line(int[] first, int[] second, float[] share) {

        static Line of(int source, int target) {
            Line line = new Line(new int[target], new int[target], new float[target]);
            for (int i = 0; i < target; i++) {
                double centre = Math.max(0, (i + 0.5) * source / target - 0.5);
                line.first[i] = Math.min((int) centre, source - 1);
                line.second[i] = Math.min(line.first[i] + 1, source - 1);
                line.share[i] = (float) (centre - line.first[i]);
            }
            return line;
        }
    }
}
