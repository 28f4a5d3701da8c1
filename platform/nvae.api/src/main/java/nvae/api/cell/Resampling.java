package nvae.api.cell;

/** What a cell does to the resolution, and with it to the channels. */
public enum Resampling {
    /** Same H and W, same C. */
    NONE,
    /** H and W halved, C doubled. */
    DOWN,
    /** H and W doubled, C halved. */
    UP;

    /** Channels that leave a cell that {@code channels} enter. */
    public int outChannels(int channels) {
        return switch (this) {
            case NONE -> channels;
            case DOWN -> 2 * channels;
            case UP -> channels / 2;
        };
    }
}
