package nvae.dataset.idx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;
import nvae.testkit.DamagedFiles;
import org.junit.jupiter.api.Test;

/** Whatever is done to an IDX file, it is read or refused in words. */
class DamagedIdxTest {
    private static final int INPUTS = 750;

    private final byte[] whole = ByteBuffer.allocate(16 + 6 * 5 * 4).putInt(0x0803).putInt(6).putInt(5).putInt(4).array();

    @Test
    void plain() {
        assertThat(DamagedFiles.give(whole, INPUTS, DamagedIdxTest::isRead)).isBetween(INPUTS / 4, INPUTS - 1);
    }

    @Test
    void compressed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(whole);
        }
        assertThat(DamagedFiles.give(bytes.toByteArray(), INPUTS, DamagedIdxTest::isRead)).isBetween(INPUTS / 4, INPUTS - 1);
    }

    private static boolean isRead(byte[] content) {
        try {
            assertThat(IdxFile.read(new ByteArrayInputStream(content), "some.idx").size()).isPositive();
            return true;
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith("some.idx ");
            return false;
        }
    }
}
