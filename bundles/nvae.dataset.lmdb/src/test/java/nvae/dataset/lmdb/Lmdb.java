package nvae.dataset.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/** Writes LMDB files with LMDB itself. */
final class Lmdb {
    private static final long LARGEST = 64L << 20;
    private static final int PART = 97;

    private Lmdb() {}

    /**
     * Writes entries in several transactions, so that pages are split, freed and used again.
     *
     * @param table a named table; null for the main one
     */
    static Path write(Path folder, String table, Map<String, byte[]> entries) throws IOException {
        Files.createDirectories(folder);
        try (Env<ByteBuffer> env = Env.create().setMapSize(LARGEST).setMaxDbs(2).open(folder.toFile())) {
            Dbi<ByteBuffer> dbi = table == null ? env.openDbi((String) null) : env.openDbi(table, DbiFlags.MDB_CREATE);
            Txn<ByteBuffer> transaction = env.txnWrite();
            int written = 0;
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                dbi.put(transaction, direct(entry.getKey().getBytes(UTF_8)), direct(entry.getValue()));
                if (++written % PART == 0) {
                    transaction.commit();
                    transaction.close();
                    transaction = env.txnWrite();
                }
            }
            transaction.commit();
            transaction.close();
        }
        return folder;
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
