package nvae.api.distribution;

import ai.djl.ndarray.NDArray;

/** The decoder's last step: from the channels of the image head to a distribution of images. */
public interface Likelihood {
    /**
     * Channels that the image head must have for images of so many channels.
     *
     * @throws IllegalArgumentException if images of so many channels cannot be modelled; the message says which can
     */
    int parameterChannels(int imageChannels);

    /** The distribution for raw outputs [N,P,H,W] of the image head, P from {@link #parameterChannels}. */
    ImageDistribution of(NDArray raw);
}
