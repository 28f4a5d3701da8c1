CREATE TABLE trial (
    id                TEXT PRIMARY KEY,
    position          INTEGER,            -- in the plan; null when the manifest no longer asks for the trial
    variant           TEXT NOT NULL,
    changes           TEXT NOT NULL,      -- JSON object: path to value
    seed              INTEGER NOT NULL,
    configuration     TEXT NOT NULL,      -- JSON object, resolved
    bundles           TEXT NOT NULL,      -- JSON array of {symbolicName, version, sha256}
    state             TEXT NOT NULL CHECK (state IN ('PLANNED', 'RUNNING', 'DONE', 'FAILED', 'LOST')),
    step              INTEGER NOT NULL DEFAULT 0,
    steps             INTEGER NOT NULL DEFAULT 0,
    nelbo             REAL,
    images_per_second REAL,
    kl_per_group      TEXT NOT NULL DEFAULT '[]'   -- JSON array, top-down, nats per image
) STRICT;

CREATE TABLE attempt (
    trial       TEXT NOT NULL REFERENCES trial (id),
    number      INTEGER NOT NULL,
    slot        TEXT NOT NULL,
    pid         INTEGER NOT NULL DEFAULT 0,
    started     INTEGER NOT NULL,         -- milliseconds since 1970, as is ended
    ended       INTEGER,
    exit_status INTEGER,
    reason      TEXT,
    message     TEXT,
    PRIMARY KEY (trial, number)
) STRICT;

CREATE TABLE metric (
    trial TEXT NOT NULL REFERENCES trial (id),
    name  TEXT NOT NULL,
    value REAL,                           -- null stands for not a number
    PRIMARY KEY (trial, name)
) STRICT;
