-- Builds as documents; what is looked up by is a column of its own.
CREATE TABLE builds (
  build_id    TEXT PRIMARY KEY,
  version     INTEGER NOT NULL,
  state       INTEGER NOT NULL,
  content_key TEXT NOT NULL,
  priority    INTEGER NOT NULL,
  received_at TEXT NOT NULL,
  document    TEXT NOT NULL
);

-- 5 is Done: of unfinished builds there is one per content.
CREATE UNIQUE INDEX builds_unfinished_content ON builds (content_key) WHERE state <> 5;
CREATE INDEX builds_unfinished ON builds (priority DESC, received_at) WHERE state <> 5;

CREATE TABLE requests (
  request_id TEXT PRIMARY KEY,
  build_id   TEXT NOT NULL REFERENCES builds (build_id)
);

CREATE TABLE plans (
  build_id     TEXT NOT NULL REFERENCES builds (build_id),
  architecture TEXT NOT NULL,
  document     TEXT NOT NULL,
  PRIMARY KEY (build_id, architecture)
);

CREATE TABLE outbox (
  position  INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id  TEXT NOT NULL UNIQUE,
  build_id  TEXT NOT NULL,
  sequence  INTEGER NOT NULL,
  type      TEXT NOT NULL,
  body      TEXT NOT NULL,
  published INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX outbox_unpublished ON outbox (position) WHERE published = 0;
CREATE INDEX outbox_build ON outbox (build_id, sequence);

CREATE TABLE withdrawals (
  request_id TEXT PRIMARY KEY
);

CREATE TABLE caches (
  request_id TEXT PRIMARY KEY,
  document   TEXT NOT NULL
);
