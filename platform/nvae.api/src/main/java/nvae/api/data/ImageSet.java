package nvae.api.data;

/** Images of one size, 8 bits a channel. Safe to read from several threads. */
public interface ImageSet {
    /** How many images. */
    int size();

    /** C. */
    int channels();

    /** H. */
    int height();

    /** W. */
    int width();

    /** Copies image {@code index}, C*H*W bytes in C,H,W order, to {@code target} from {@code offset} on. */
    void read(int index, byte[] target, int offset);
}
