-- What people wrote is emptied when it is older than the team keeps it: found by its age, not by reading everything.

CREATE INDEX texts_at ON texts (at);
