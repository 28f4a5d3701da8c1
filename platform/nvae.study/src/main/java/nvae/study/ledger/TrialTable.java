package nvae.study.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.study.plan.Trial;

/** The SQL of the ledger's tables. Every call is made inside a transaction of the caller's. */
final class TrialTable {
    private static final String IN_ORDER = " ORDER BY position IS NULL, position, variant, seed, id";

    private final Database database;

    TrialTable(Database database) {
        this.database = database;
    }

    void plan(Collection<Trial> trials) {
        database.update("UPDATE trial SET position = NULL");
        int position = 0;
        for (Trial trial : trials) {
            put(trial, position++, TrialState.PLANNED);
        }
    }

    /** Adds a trial, or renews what its manifest says of it; its state and results stay. */
    private void put(Trial trial, Integer position, TrialState state) {
        database.update("""
                INSERT INTO trial (id, position, variant, changes, seed, configuration, bundles, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET position = excluded.position, variant = excluded.variant, changes = excluded.changes,
                    configuration = excluded.configuration, bundles = excluded.bundles""",
                trial.id(), position, trial.variant(), Json.of(trial.changes()), trial.seed(), Json.of(trial.configuration()),
                Json.of(trial.bundles()), state.name());
    }

    void restore(List<RunFolders.Remains> remains) {
        for (RunFolders.Remains found : remains) {
            String id = found.trial().id();
            put(found.trial(), null, TrialState.LOST);
            found.outcome().ifPresent(outcome -> finish(id, outcome));
        }
    }

    void finish(String id, Outcome outcome) {
        outcome(id, outcome);
        state(id, TrialState.DONE);
    }

    List<TrialEntry> entries() {
        return database.rows("SELECT * FROM trial" + IN_ORDER, this::entry);
    }

    TrialEntry entry(String id) {
        return known(id, database.rows("SELECT * FROM trial WHERE id = ?", this::entry, id));
    }

    List<String> ids(TrialState state) {
        return database.rows("SELECT id FROM trial WHERE state = ?" + IN_ORDER, row -> row.getString(1), state.name());
    }

    TrialState state(String id) {
        return known(id, database.rows("SELECT state FROM trial WHERE id = ?", row -> TrialState.valueOf(row.getString(1)), id));
    }

    void state(String id, TrialState state) {
        expectOne(id, database.update("UPDATE trial SET state = ? WHERE id = ?", state.name(), id));
    }

    void progress(String id, Progress progress) {
        expectOne(id, database.update("UPDATE trial SET step = ?, steps = ?, nelbo = ?, images_per_second = ? WHERE id = ?",
                progress.step(), progress.steps(), progress.nelbo(), progress.imagesPerSecond(), id));
    }

    void outcome(String id, Outcome outcome) {
        expectOne(id, database.update("UPDATE trial SET kl_per_group = ? WHERE id = ?", Json.of(outcome.klPerGroup()), id));
        database.update("DELETE FROM metric WHERE trial = ?", id);
        outcome.metrics().forEach((name, value) -> database.update("INSERT INTO metric VALUES (?, ?, ?)", id, name, value));
    }

    int begin(String id, String slot, Instant start) {
        int number = attempts(id).size() + 1;
        database.update("INSERT INTO attempt (trial, number, slot, started) VALUES (?, ?, ?, ?)", id, number, slot, start.toEpochMilli());
        return number;
    }

    void attach(String id, long pid) {
        expectOne(id, database.update("UPDATE attempt SET pid = ? WHERE trial = ? AND ended IS NULL", pid, id));
    }

    void end(String id, Attempt.End end) {
        expectOne(id, database.update(
                "UPDATE attempt SET ended = ?, exit_status = ?, reason = ?, message = ? WHERE trial = ? AND ended IS NULL",
                end.at().toEpochMilli(), end.exitStatus(), end.reason(), end.message(), id));
    }

    private TrialEntry entry(ResultSet row) throws SQLException {
        String id = row.getString("id");
        Trial trial = new Trial(id, row.getString("variant"), Json.object(row.getString("changes")), row.getLong("seed"),
                Json.object(row.getString("configuration")), Json.bundles(row.getString("bundles")));
        boolean inPlan = row.getObject("position") != null;
        Progress progress = new Progress(row.getLong("step"), row.getLong("steps"), number(row, "nelbo"), number(row, "images_per_second"));
        Outcome outcome = new Outcome(metrics(id), Json.numbers(row.getString("kl_per_group")));
        return new TrialEntry(trial, inPlan, TrialState.valueOf(row.getString("state")), progress, attempts(id), outcome);
    }

    private List<Attempt> attempts(String id) {
        return database.rows("SELECT * FROM attempt WHERE trial = ? ORDER BY number", TrialTable::attempt, id);
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        Attempt.End end = row.getObject("ended") == null ? null : new Attempt.End(Instant.ofEpochMilli(row.getLong("ended")),
                (Integer) row.getObject("exit_status"), row.getString("reason"), row.getString("message"));
        return new Attempt(row.getInt("number"), row.getString("slot"), row.getLong("pid"),
                Instant.ofEpochMilli(row.getLong("started")), end);
    }

    private Map<String, Double> metrics(String id) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        database.rows("SELECT name, value FROM metric WHERE trial = ? ORDER BY rowid",
                row -> metrics.put(row.getString("name"), number(row, "value")), id);
        return metrics;
    }

    /** SQLite keeps what is not a number as null. */
    private static double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    private static <T> T known(String id, List<T> rows) {
        if (rows.isEmpty()) {
            throw new LedgerException("The ledger knows no trial " + id + ".");
        }
        return rows.get(0);
    }

    private static void expectOne(String id, int changed) {
        if (changed != 1) {
            throw new LedgerException("The ledger has no such trial, or no attempt of it that runs: " + id + ".");
        }
    }
}
