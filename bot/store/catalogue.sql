-- name: inbox_take
-- One row when this delivery is new, none when it was had before.
INSERT INTO inbox (delivery_key, at) VALUES (:key, :at) ON CONFLICT (delivery_key) DO NOTHING RETURNING delivery_key

-- name: inbox_answer
SELECT answer FROM inbox WHERE delivery_key = :key

-- name: inbox_record
UPDATE inbox SET answer = :answer WHERE delivery_key = :key

-- name: inbox_forget
DELETE FROM inbox WHERE at < :before

-- name: event_append
INSERT INTO events (stream, version, team, type, data, at)
VALUES (:stream, :version, :team, :type, :data, :at)

-- name: events_after
SELECT stream, version, type, data, at FROM events WHERE stream = :stream AND version > :after ORDER BY version

-- name: stream_version
SELECT COALESCE(MAX(version), 0) FROM events WHERE stream = :stream

-- name: text_put
INSERT INTO texts (id, stream, team, person, words, at) VALUES (:id, :stream, :team, :person, :words, :at)
ON CONFLICT (stream, id) DO UPDATE SET words = excluded.words

-- name: texts_of_stream
SELECT id, words FROM texts WHERE stream = :stream

-- name: texts_erase
UPDATE texts SET words = '' WHERE team = :team AND person = :person

-- name: claim_take
INSERT INTO claims (claim, stream) VALUES (:claim, :stream) ON CONFLICT (claim) DO NOTHING RETURNING claim

-- name: claim_holder
SELECT stream FROM claims WHERE claim = :claim

-- name: claim_drop
DELETE FROM claims WHERE claim = :claim AND stream = :stream

-- name: claims_of_stream
SELECT claim FROM claims WHERE stream = :stream

-- name: timer_set
INSERT INTO timers (stream, name, due, command) VALUES (:stream, :name, :due, :command)
ON CONFLICT (stream, name) DO UPDATE SET due = excluded.due, command = excluded.command

-- name: timer_drop
DELETE FROM timers WHERE stream = :stream AND name = :name

-- name: timer_drop_due
DELETE FROM timers WHERE stream = :stream AND name = :name AND due = :due

-- name: timers_of_stream
SELECT stream, name, due, command FROM timers WHERE stream = :stream

-- name: timers_before
SELECT stream, name, due, command FROM timers WHERE due <= :before ORDER BY due, stream, name LIMIT :most

-- name: outbox_add
INSERT INTO outbox (id, lane, stream, team, kind, what, name, place, args, created, state)
VALUES (:id, :lane, :stream, :team, :kind, :what, :name, :place, :args, :created, 'waiting')

-- name: outbox_supersede
-- An update of the same post that has not been tried yet says nothing that the newer one does not.
UPDATE outbox SET state = 'superseded'
WHERE stream = :stream AND name = :name AND kind = :kind AND state = 'waiting' AND attempted_at IS NULL

-- name: outbox_lanes
SELECT lane, MIN(id) FROM outbox WHERE state = 'waiting' GROUP BY lane ORDER BY MIN(id)

-- name: outbox_head
SELECT id, lane, stream, team, kind, what, name, place, args, created, state, attempted_at, not_before, attempts,
       posted, reason
FROM outbox WHERE state = 'waiting' AND lane = :lane ORDER BY id LIMIT 1

-- name: outbox_waiting
SELECT id, lane, stream, team, kind, what, name, place, args, created, state, attempted_at, not_before, attempts,
       posted, reason
FROM outbox WHERE state = 'waiting' ORDER BY id

-- name: outbox_attempt
-- One row when it is ours to try, none when somebody else tried or finished it since it was read.
UPDATE outbox SET attempted_at = :at, attempts = attempts + 1
WHERE id = :id AND attempts = :attempts AND state = 'waiting' RETURNING id

-- name: outbox_progress
UPDATE outbox SET posted = :posted WHERE id = :id

-- name: outbox_later
UPDATE outbox SET not_before = :not_before, attempted_at = :attempted_at, reason = :reason,
       attempts = attempts - :uncounted
WHERE id = :id

-- name: outbox_done
UPDATE outbox SET state = :state, posted = :posted, reason = :reason WHERE id = :id

-- name: outbox_forget
DELETE FROM outbox WHERE state <> 'waiting' AND created < :before

-- name: named_post_set
INSERT INTO named_posts (stream, name, channel, ts) VALUES (:stream, :name, :channel, :ts)
ON CONFLICT (stream, name) DO UPDATE SET channel = excluded.channel, ts = excluded.ts

-- name: named_post
SELECT channel, ts FROM named_posts WHERE stream = :stream AND name = :name

-- name: interview_set
INSERT INTO interviews (id, team, person, state, started, row)
VALUES (:id, :team, :person, :state, :started, :row)
ON CONFLICT (id) DO UPDATE SET state = excluded.state, row = excluded.row

-- name: interviews_of
SELECT row FROM interviews WHERE team = :team AND person = :person ORDER BY started DESC LIMIT :most

-- name: interview
SELECT row FROM interviews WHERE id = :id

-- name: interviews_live
SELECT id FROM interviews WHERE state = 'live'

-- name: note
SELECT value FROM notes WHERE name = :name

-- name: note_set
INSERT INTO notes (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value

-- name: line_set
INSERT INTO lines (kind, id, team, owner, state, at, stream, row)
VALUES (:kind, :id, :team, :owner, :state, :at, :stream, :row)
ON CONFLICT (kind, id) DO UPDATE SET team = excluded.team, owner = excluded.owner, state = excluded.state,
       at = excluded.at, stream = excluded.stream, row = excluded.row

-- name: line_drop
DELETE FROM lines WHERE kind = :kind AND id = :id

-- name: line
SELECT kind, id, team, owner, state, at, row, stream FROM lines WHERE kind = :kind AND id = :id

-- name: lines_of
SELECT kind, id, team, owner, state, at, row, stream FROM lines
WHERE kind = :kind AND team = :team AND owner = :owner ORDER BY at DESC, id LIMIT :most

-- name: lines_in
SELECT kind, id, team, owner, state, at, row, stream FROM lines
WHERE kind = :kind AND team = :team AND state = :state ORDER BY at DESC, id LIMIT :most

-- name: lines_erase
DELETE FROM lines WHERE team = :team AND owner = :owner

-- name: texts_of_person
SELECT stream, id, words, at FROM texts WHERE team = :team AND person = :person AND words <> '' ORDER BY at, stream, id

-- name: texts_expire
UPDATE texts SET words = '' WHERE at < :before AND words <> '' RETURNING id

-- name: streams_naming
SELECT DISTINCT stream FROM events WHERE team = :team AND data LIKE :like
UNION SELECT DISTINCT stream FROM texts WHERE team = :team AND (person = :person OR words LIKE :like)
UNION SELECT DISTINCT stream FROM events WHERE team = :team AND stream LIKE :like

-- name: event_rewrite
UPDATE events SET data = :data WHERE stream = :stream AND version = :version

-- name: texts_naming
SELECT id, person, words FROM texts WHERE stream = :stream AND (person = :person OR id LIKE :like OR words LIKE :like)

-- name: text_rewrite
UPDATE texts SET id = :new, person = :person, words = :words WHERE stream = :stream AND id = :id

-- name: purge_events
DELETE FROM events WHERE stream = :stream

-- name: purge_texts
DELETE FROM texts WHERE stream = :stream

-- name: purge_claims
DELETE FROM claims WHERE stream = :stream

-- name: purge_timers
DELETE FROM timers WHERE stream = :stream

-- name: purge_outbox
DELETE FROM outbox WHERE stream = :stream

-- name: purge_named_posts
DELETE FROM named_posts WHERE stream = :stream

-- name: purge_interviews
DELETE FROM interviews WHERE id = :stream

-- name: purge_lines
DELETE FROM lines WHERE stream = :stream

-- name: claims_naming_drop
DELETE FROM claims WHERE claim LIKE :like

-- name: inbox_naming_drop
DELETE FROM inbox WHERE delivery_key LIKE :like OR answer LIKE :like

-- name: named_posts_naming_drop
DELETE FROM named_posts WHERE name LIKE :like

-- name: timers_naming
SELECT stream, name, due, command FROM timers WHERE stream LIKE :like OR name LIKE :like OR command LIKE :like

-- name: outbox_said_drop
-- What was said is kept for looking it up only; what a forgotten person would have been told is not said.
DELETE FROM outbox WHERE team = :team AND (args LIKE :like OR place LIKE :like OR name LIKE :like OR lane LIKE :like
    OR stream LIKE :like) AND (state <> 'waiting' OR lane LIKE :like OR place LIKE :like)

-- name: outbox_naming
SELECT id, name, args FROM outbox WHERE team = :team AND (args LIKE :like OR name LIKE :like)

-- name: outbox_rewrite
UPDATE outbox SET name = :name, args = :args WHERE id = :id

-- name: interviews_naming
SELECT id, person, row FROM interviews WHERE team = :team AND (person = :person OR row LIKE :like)

-- name: interview_rewrite
UPDATE interviews SET person = :person, row = :row WHERE id = :id

-- name: lines_naming
SELECT kind, id, team, owner, state, at, row, stream FROM lines WHERE team = :team AND row LIKE :like

-- name: lines_by_id_drop
DELETE FROM lines WHERE team = :team AND id LIKE :like
