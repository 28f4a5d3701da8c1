package nvae.shell;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Two pictures as one, the first to the left. */
record SideBySide(Path left, Path right) {
    private static final int GAP = 12;

    /** Writes the PNG file, folders included. */
    void write(Path png) throws IOException {
        BufferedImage a = read(left);
        BufferedImage b = read(right);
        BufferedImage both = new BufferedImage(
                a.getWidth() + GAP + b.getWidth(), Math.max(a.getHeight(), b.getHeight()), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = both.createGraphics();
        graphics.drawImage(a, 0, 0, null);
        graphics.drawImage(b, a.getWidth() + GAP, 0, null);
        graphics.dispose();
        Files.createDirectories(png.toAbsolutePath().getParent());
        if (!ImageIO.write(both, "png", png.toFile())) {
            throw new IOException(png + " could not be written: this Java has no PNG writer");
        }
    }

    private static BufferedImage read(Path png) throws IOException {
        BufferedImage picture = ImageIO.read(png.toFile());
        if (picture == null) {
            throw new IOException(png + " is no picture");
        }
        return picture;
    }
}
