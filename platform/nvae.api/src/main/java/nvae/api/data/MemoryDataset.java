package nvae.api.data;

/** A dataset whose images are all in memory. */
public final class MemoryDataset implements Dataset {
    private final ImageArray train;
    private final ImageArray test;
    private final String digest;

    public MemoryDataset(ImageArray train, ImageArray test) {
        this.train = train;
        this.test = test;
        this.digest = ImageArray.digest(train, test);
    }

    @Override
    public ImageSet train() {
        return train;
    }

    @Override
    public ImageSet test() {
        return test;
    }

    @Override
    public String digest() {
        return digest;
    }
}
