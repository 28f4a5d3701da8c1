package nvae.study.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** One connection to one SQLite file: transactions, statements, and what their failures mean. */
final class Database implements AutoCloseable {
    private static final int BUSY_SECONDS = 10;

    private final Path file;
    private final Connection connection;

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens a file. Through the data source, not DriverManager, which cannot see a bundle's driver.
     *
     * @param file the file, for messages
     * @param name the file as SQLite is to open it
     */
    static Database connect(Path file, SQLiteConfig config, String name) {
        config.setBusyTimeout(BUSY_SECONDS * 1000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + name);
        try {
            return new Database(file, source.getConnection());
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /** Runs work as one transaction: all of it is on disk afterwards, or nothing. Transactions inside join the outer one. */
    synchronized <T> T transaction(Supplier<T> work) {
        try {
            if (!connection.getAutoCommit()) {
                return work.get();
            }
            connection.setAutoCommit(false);
            T result;
            try {
                result = work.get();
                connection.commit();
            } catch (RuntimeException | Error | SQLException e) {
                abandon(e);
                throw e;
            }
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Takes a transaction back. SQLite has done so by itself where the disk is full, and says then that there is none. */
    private void abandon(Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
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

    private LedgerException failure(SQLException e) {
        return failure(file, e);
    }

    private static LedgerException failure(Path file, SQLException e) {
        String what = switch (e.getErrorCode() & 0xFF) {
            case 11, 26 -> " is damaged (" + e.getMessage() + "). " + recovery(file);
            case 13 -> " cannot grow: the disk is full. Make room, then `bin/nvae resume`; nothing recorded before is lost.";
            case 5, 6 -> " is locked by another program for more than " + BUSY_SECONDS + " s. Close it and try again.";
            case 8, 14 -> " cannot be written or opened (" + e.getMessage() + "). Change the folder's rights, or choose another for runs.";
            default -> ": " + e.getMessage();
        };
        return new LedgerException(file + what, e);
    }

    /** What to do about a file that cannot be used. */
    static String recovery(Path file) {
        return "The run folders still hold check-points, curves and results: rebuild the ledger from them with `bin/nvae rebuild "
                + file.toAbsolutePath().getParent() + "`; the present file is kept beside it.";
    }
}
