package nvae.training.data;

import nvae.api.data.ImageSet;

/** The first images of a larger set. */
public record FirstImages(ImageSet all, int size) implements ImageSet {

    /**
     * The first {@code count} images, or all for 0.
     *
     * @param name what the images are, for the message
     * @throws IllegalArgumentException if there are fewer
     */
    public static ImageSet of(ImageSet all, int count, String name) {
        if (count > all.size()) {
            throw new IllegalArgumentException("data.%sImages asks for %d images, but the dataset has %d; use 0 for all"
                    .formatted(name, count, all.size()));
        }
        return count == 0 || count == all.size() ? all : new FirstImages(all, count);
    }

    @Override
    public int channels() {
        return all.channels();
    }

    @Override
    public int height() {
        return all.height();
    }

    @Override
    public int width() {
        return all.width();
    }

    @Override
    public void read(int index, byte[] target, int offset) {
        all.read(index, target, offset);
    }
}
