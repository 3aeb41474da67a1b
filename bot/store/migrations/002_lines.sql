-- Read models of streams of any kind: schedules and drills of a channel, results of a person. Each line can be made
-- again from its stream's events.

CREATE TABLE lines (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    team TEXT NOT NULL,
    owner TEXT NOT NULL,
    state TEXT NOT NULL,
    at DOUBLE PRECISION NOT NULL,
    stream TEXT NOT NULL,
    row TEXT NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE INDEX lines_owner ON lines (kind, team, owner, at);
CREATE INDEX lines_state ON lines (kind, team, state, at)
