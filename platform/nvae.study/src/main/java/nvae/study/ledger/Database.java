package nvae.study.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One connection to one SQLite file, with the schema in place. The journal is a write-ahead log, so that readers never hold the host up.
 * Commits are not waited for to reach the disk ({@code synchronous=NORMAL}): killing the process loses none of them. A power cut may take
 * the last few, never the file; results are safe from that too, because run folders hold them, synced.
 */
final class Database implements AutoCloseable {
    /** The schema's version; a file with a higher one is refused. */
    static final int VERSION = 1;

    /** "NVAE" in ASCII, in the file's header: tells a ledger from another program's file. */
    private static final int APPLICATION = 0x4E564145;

    private static final int BUSY_MILLIS = 10_000;

    /** One page of the smallest size; SQLite takes less for an empty file, and writes over it. */
    private static final int SMALLEST = 512;

    private final Path file;
    private final Connection connection;

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Opens the file for writing once it is seen to be sound, or begins it unless run folders show that there has been one. */
    static Database open(Path file, RunFolders folders) {
        boolean empty = isEmpty(file);
        if (empty && folders.anyStarted()) {
            throw new LedgerException(file + (Files.exists(file) ? " is empty" : " is missing") + ", yet there are run folders beside it. "
                    + recovery(file));
        }
        if (empty) {
            return create(file);
        }
        read(file).close();
        return connect(file, config(), file.toString());
    }

    /** Begins a new file. */
    static Database create(Path file) {
        Database database = connect(file, config(), file.toString());
        try {
            database.transaction(database::createSchema);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Opens the file for reading, also where nothing can be written. */
    static Database read(Path file) {
        if (isEmpty(file)) {
            throw new LedgerException(file + " is empty. " + recovery(file));
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        boolean still = !Files.isWritable(file.toAbsolutePath().getParent());
        String name = still ? "file:" + file.toUri().getRawPath() + "?immutable=1" : file.toString();
        return connect(file, config, name).checked();
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

    /** Runs work as one transaction: all of it is on disk afterwards, or nothing. Transactions inside join the outer one. */
    synchronized <T> T transaction(Supplier<T> work) {
        try {
            if (!connection.getAutoCommit()) {
                return work.get();
            }
            connection.setAutoCommit(false);
            try {
                T result = work.get();
                connection.commit();
                return result;
            } catch (RuntimeException | SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** As {@link #transaction(Supplier)}, without a result. */
    void transaction(Runnable work) {
        transaction(() -> {
            work.run();
            return null;
        });
    }

    /** Runs one statement; the number of rows that it changed. */
    int update(String sql, Object... arguments) {
        try (PreparedStatement statement = prepare(sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** The rows of a query. */
    <T> List<T> rows(String sql, Row<T> row, Object... arguments) {
        try (PreparedStatement statement = prepare(sql, arguments); ResultSet results = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (results.next()) {
                rows.add(row.of(results));
            }
            return rows;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Makes a value of the current row. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        return config;
    }

    /** Through the data source, not DriverManager, which cannot see a bundle's driver. */
    private static Database connect(Path file, SQLiteConfig config, String name) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + name);
        try {
            return new Database(file, source.getConnection());
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    private Database checked() {
        try {
            check();
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void check() {
        List<String> faults = rows("PRAGMA quick_check(1)", row -> row.getString(1));
        if (!faults.equals(List.of("ok"))) {
            throw new LedgerException(file + " is damaged (" + faults.get(0).strip() + "). " + recovery(file));
        }
        if (number("PRAGMA application_id") != APPLICATION) {
            throw new LedgerException(file + " is no ledger but another program's SQLite file. " + recovery(file));
        }
        int version = number("PRAGMA user_version");
        if (version > VERSION) {
            throw new LedgerException(file + " has version " + version + ", written by a newer workbench; this one reads up to version "
                    + VERSION + ". Use the newer workbench for this study.");
        }
    }

    private int number(String pragma) {
        return rows(pragma, row -> row.getInt(1)).get(0);
    }

    private void createSchema() {
        for (String statement : schema().split(";\\R")) {
            update(statement);
        }
        update("PRAGMA application_id = " + APPLICATION);
        update("PRAGMA user_version = " + VERSION);
    }

    private static String schema() {
        try (InputStream in = Database.class.getResourceAsStream("ledger.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether there is nothing to read; a file of no bytes is what a host leaves that was killed while it made its first ledger. Looks at
     * the length alone: opening the file here and closing it again would drop the locks that SQLite holds on it in this process.
     */
    private static boolean isEmpty(Path file) {
        try {
            long length = Files.exists(file) ? Files.size(file) : 0;
            if (length > 0 && length < SMALLEST) {
                throw new LedgerException(file + " is damaged (" + length + " bytes are too few for a SQLite file). " + recovery(file));
            }
            return length == 0;
        } catch (IOException e) {
            throw new LedgerException("Cannot read " + file + " (" + e + "). Change its rights.", e);
        }
    }

    private LedgerException failure(SQLException e) {
        return failure(file, e);
    }

    private static LedgerException failure(Path file, SQLException e) {
        String what = switch (e.getErrorCode() & 0xFF) {
            case 11, 26 -> " is damaged (" + e.getMessage() + "). " + recovery(file);
            case 13 -> " cannot grow: the disk is full. Make room, then `bin/nvae resume`; nothing recorded before is lost.";
            case 5, 6 -> " is locked by another program for more than " + BUSY_MILLIS / 1000 + " s. Close it and try again.";
            case 8, 14 -> " cannot be written or opened (" + e.getMessage() + "). Change the folder's rights, or choose another for runs.";
            default -> ": " + e.getMessage();
        };
        return new LedgerException(file + what, e);
    }

    private static String recovery(Path file) {
        return "The run folders still hold check-points, curves and results: rebuild the ledger from them with `bin/nvae rebuild "
                + file.toAbsolutePath().getParent() + "`; the present file is kept beside it.";
    }
}
