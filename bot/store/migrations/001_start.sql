-- Types are those that SQLite and PostgreSQL share. Times are unix seconds, JSON is text.

CREATE TABLE inbox (
    delivery_key TEXT PRIMARY KEY,
    at DOUBLE PRECISION NOT NULL,
    answer TEXT NOT NULL DEFAULT ''
);
CREATE INDEX inbox_at ON inbox (at);

CREATE TABLE events (
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    team TEXT NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    at DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (stream, version)
);

CREATE TABLE texts (
    stream TEXT NOT NULL,
    id TEXT NOT NULL,
    team TEXT NOT NULL,
    person TEXT NOT NULL,
    words TEXT NOT NULL,
    at DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (stream, id)
);
CREATE INDEX texts_person ON texts (team, person);

CREATE TABLE claims (
    claim TEXT PRIMARY KEY,
    stream TEXT NOT NULL
);
CREATE INDEX claims_stream ON claims (stream);

CREATE TABLE timers (
    stream TEXT NOT NULL,
    name TEXT NOT NULL,
    due DOUBLE PRECISION NOT NULL,
    command TEXT NOT NULL,
    PRIMARY KEY (stream, name)
);
CREATE INDEX timers_due ON timers (due);

CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    lane TEXT NOT NULL,
    stream TEXT NOT NULL,
    team TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    args TEXT NOT NULL,
    created DOUBLE PRECISION NOT NULL,
    state TEXT NOT NULL,
    attempted_at DOUBLE PRECISION,
    not_before DOUBLE PRECISION NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    posted TEXT NOT NULL DEFAULT '{}',
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_waiting ON outbox (lane, id) WHERE state = 'waiting';
CREATE INDEX outbox_stream ON outbox (stream, name);

CREATE TABLE named_posts (
    stream TEXT NOT NULL,
    name TEXT NOT NULL,
    channel TEXT NOT NULL,
    ts TEXT NOT NULL,
    PRIMARY KEY (stream, name)
);

CREATE TABLE interviews (
    id TEXT PRIMARY KEY,
    team TEXT NOT NULL,
    person TEXT NOT NULL,
    state TEXT NOT NULL,
    started DOUBLE PRECISION NOT NULL,
    row TEXT NOT NULL
);
CREATE INDEX interviews_person ON interviews (team, person, started);
CREATE INDEX interviews_live ON interviews (state) WHERE state = 'live';

CREATE TABLE notes (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
