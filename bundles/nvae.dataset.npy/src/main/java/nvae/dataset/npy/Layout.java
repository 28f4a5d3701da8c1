package nvae.dataset.npy;

import java.io.IOException;
import java.util.Arrays;

/** Where the channels are. A dimension of at most four is taken for them: the last if it is one, else the second. */
record Layout(int count, int channels, int height, int width, boolean channelsLast) {
    private static final int MAX_CHANNELS = 4;

    static Layout of(NpyHeader header, String source) throws IOException {
        long[] s = header.shape();
        for (long size : s) {
            if (size <= 0 || size > Integer.MAX_VALUE) {
                throw new IOException(source + " has a dimension of " + size);
            }
        }
        if (Arrays.stream(s).skip(1).mapToDouble(size -> size).reduce(1, (a, b) -> a * b) > Integer.MAX_VALUE - 8) {
            throw new IOException(source + " claims images of the shape " + Arrays.toString(Arrays.copyOfRange(s, 1, s.length)) + ": its header is damaged");
        }
        if (s.length == 3) {
            return new Layout((int) s[0], 1, (int) s[1], (int) s[2], false);
        }
        if (s.length == 4 && s[3] <= MAX_CHANNELS) {
            return new Layout((int) s[0], (int) s[3], (int) s[1], (int) s[2], true);
        }
        if (s.length == 4 && s[1] <= MAX_CHANNELS) {
            return new Layout((int) s[0], (int) s[1], (int) s[2], (int) s[3], false);
        }
        throw new IOException(source + " has the shape " + Arrays.toString(s) + "; images are [N,H,W], [N,H,W,C] or [N,C,H,W]");
    }

    long bytesPerImage() {
        return (long) channels * height * width;
    }

    /** Whole images, their channels moved before height and width. */
    byte[] toChannelsFirst(byte[] pixels) {
        if (!channelsLast) {
            return pixels;
        }
        byte[] moved = new byte[pixels.length];
        int area = height * width;
        for (int i = 0; i < pixels.length; i++) {
            int channel = i % channels;
            int place = i / channels;
            moved[(place / area * channels + channel) * area + place % area] = pixels[i];
        }
        return moved;
    }
}
