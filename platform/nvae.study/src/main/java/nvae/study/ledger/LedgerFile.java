package nvae.study.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/**
 * Opens {@code ledger.db}, once it is seen to be sound, and makes new ones. The journal is a write-ahead log, so that readers never hold
 * the host up. Commits are not waited for to reach the disk ({@code synchronous=NORMAL}): killing the process loses none of them. A power
 * cut may take the last few, never the file; results are safe from that too, because run folders hold them, synced.
 */
final class LedgerFile {
    /** The schema's version; a file with a higher one is refused. */
    static final int VERSION = 1;

    /** "NVAE" in ASCII, in the file's header: tells a ledger from another program's file. */
    private static final int APPLICATION = 0x4E564145;

    /** One page of the smallest size; SQLite takes less for an empty file, and writes over it. */
    private static final int SMALLEST = 512;

    private LedgerFile() {}

    /** Opens the file for writing once it is seen to be sound, or begins it unless run folders show that there has been one. */
    static Database open(Path file, RunFolders folders) {
        boolean blank = isBlank(file);
        if (blank && folders.anyStarted()) {
            throw new LedgerException(file + (Files.exists(file) ? " is empty" : " is missing") + ", yet there are run folders beside it. "
                    + Database.recovery(file));
        }
        if (blank) {
            return create(file);
        }
        read(file).close();
        return Database.connect(file, config(), file.toString());
    }

    /** Begins a new file. */
    static Database create(Path file) {
        Database database = Database.connect(file, config(), file.toString());
        try {
            database.transaction(() -> createSchema(database));
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Opens the file for reading, also where nothing can be written. */
    static Database read(Path file) {
        if (isBlank(file)) {
            throw new LedgerException(file + " is empty. " + Database.recovery(file));
        }
        Database database = connectForReading(file);
        try {
            check(file, database);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static Database connectForReading(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        // Where SQLite cannot write it cannot look after a log either, but one that is there is half of the ledger.
        boolean still = !Files.isWritable(file.toAbsolutePath().getParent()) && !hasLog(file);
        String name = still ? "file:" + file.toUri().getRawPath() + "?immutable=1" : file.toString();
        return Database.connect(file, config, name);
    }

    private static boolean hasLog(Path file) {
        try {
            Path log = Path.of(file + "-wal");
            return Files.exists(log) && Files.size(log) > 0;
        } catch (IOException e) {
            throw new LedgerException("Cannot read " + file + "-wal (" + e + "). Change its rights.", e);
        }
    }

    /** Moves the file and its log out of the way. */
    static Optional<Path> setAside(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            int number = 1;
            while (Files.exists(aside(file, number, ""))) {
                number++;
            }
            for (String suffix : List.of("-wal", "-shm", "")) {
                Path part = Path.of(file + suffix);
                if (Files.exists(part)) {
                    Files.move(part, aside(file, number, suffix));
                }
            }
            return Optional.of(aside(file, number, ""));
        } catch (IOException e) {
            throw new LedgerException("Cannot set " + file + " aside: " + e, e);
        }
    }

    private static Path aside(Path file, int number, String suffix) {
        return Path.of(file + ".damaged-" + number + suffix);
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        return config;
    }

    private static void check(Path file, Database database) {
        List<String> faults = database.rows("PRAGMA quick_check(1)", row -> row.getString(1));
        if (!faults.equals(List.of("ok"))) {
            throw new LedgerException(file + " is damaged (" + faults.get(0).strip() + "). " + Database.recovery(file));
        }
        if (number(database, "PRAGMA application_id") != APPLICATION) {
            throw new LedgerException(file + " is no ledger but another program's SQLite file. " + Database.recovery(file));
        }
        int version = number(database, "PRAGMA user_version");
        if (version > VERSION) {
            throw new LedgerException(file + " has version " + version + ", written by a newer workbench; this one reads up to version "
                    + VERSION + ". Use the newer workbench for this study.");
        }
    }

    private static int number(Database database, String pragma) {
        return database.rows(pragma, row -> row.getInt(1)).get(0);
    }

    private static void createSchema(Database database) {
        for (String statement : schema().split(";\\R")) {
            database.update(statement);
        }
        database.update("PRAGMA application_id = " + APPLICATION);
        database.update("PRAGMA user_version = " + VERSION);
    }

    private static String schema() {
        try (InputStream in = LedgerFile.class.getResourceAsStream("ledger.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is nothing to read: no file, or what a host leaves that was killed while it made its first ledger. */
    private static boolean isBlank(Path file) {
        if (isEmpty(file)) {
            return true;
        }
        try (Database database = connectForReading(file)) {
            return number(database, "SELECT count(*) FROM sqlite_master") == 0 && number(database, "PRAGMA application_id") == 0;
        }
    }

    /** Looks at the length alone: opening and closing the file here would drop the locks that SQLite holds on it in this process. */
    private static boolean isEmpty(Path file) {
        try {
            long length = Files.exists(file) ? Files.size(file) : 0;
            if (length > 0 && length < SMALLEST) {
                throw new LedgerException(file + " is damaged (" + length + " bytes are too few for a SQLite file). "
                        + Database.recovery(file));
            }
            return length == 0;
        } catch (IOException e) {
            throw new LedgerException("Cannot read " + file + " (" + e + "). Change its rights.", e);
        }
    }
}
