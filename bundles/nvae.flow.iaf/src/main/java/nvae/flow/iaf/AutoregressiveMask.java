package nvae.flow.iaf;

/**
 * Which inputs an output of a convolution may see: pixels before it in raster order and, of its own pixel, channels of earlier blocks (van
 * den Oord et al., 2016). Channels of the narrower side are the blocks; the wider side's channels are shared out among them in order.
 *
 * @param groups 1, or as many as there are channels (depthwise)
 * @param strict whether an output is blind for its own block too
 * @param mirrored raster order from the last pixel to the first; the order of channels stays
 */
public record AutoregressiveMask(int inChannels, int outChannels, int kernel, int groups, boolean strict, boolean mirrored) {

    /** 1 where an output sees an input; [O, C/groups, k, k] in C order. */
    public float[] values() {
        int seen = inChannels / groups;
        int centre = kernel / 2;
        float[] values = new float[outChannels * seen * kernel * kernel];
        int next = 0;
        for (int o = 0; o < outChannels; o++) {
            for (int i = 0; i < seen; i++) {
                for (int y = 0; y < kernel; y++) {
                    for (int x = 0; x < kernel; x++) {
                        int distance = ((y - centre) * kernel + x - centre) * (mirrored ? -1 : 1);
                        values[next++] = distance < 0 || distance == 0 && seesOwnPixel(o, i) ? 1 : 0;
                    }
                }
            }
        }
        return values;
    }

    private boolean seesOwnPixel(int out, int in) {
        int blocks = Math.min(inChannels, outChannels);
        int outBlock = (int) ((long) out * blocks / outChannels);
        int inBlock = groups == 1 ? (int) ((long) in * blocks / inChannels) : outBlock;
        return inBlock < outBlock || inBlock == outBlock && !strict;
    }
}
