package nvae.api.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of images, whatever holds them: the same for images in memory and for images that are read one by one. */
public final class ImagesDigest {
    private final MessageDigest sha = sha256();

    /** SHA-256 in lower-case hex over the sets' sizes and pixels, in this order. */
    public static String of(ImageSet... sets) {
        ImagesDigest digest = new ImagesDigest();
        for (ImageSet set : sets) {
            digest.add(set);
        }
        return HexFormat.of().formatHex(digest.sha.digest());
    }

    /** A SHA-256 that is not begun, for digests of other things. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void add(ImageSet set) {
        String shape = set.size() + "x" + set.channels() + "x" + set.height() + "x" + set.width() + "\n";
        sha.update(shape.getBytes(StandardCharsets.US_ASCII));
        byte[] image = new byte[set.channels() * set.height() * set.width()];
        for (int i = 0; i < set.size(); i++) {
            set.read(i, image, 0);
            sha.update(image);
        }
    }
}
