"""The tables of a log in PostgreSQL, what may be done to them, and by whom.

May not connect to anything: texts only, which an administrator can read before running them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from integrityrules.trail.log import TrailError

NAME = re.compile("[a-z_][a-z0-9_]{0,62}")
COLUMNS = "log, place, body, leaf, key, recorded_at, envelope_check"
GUARDED = ("log", "entry", "node", "blob", "checkpoint")

TABLES = """
CREATE TABLE IF NOT EXISTS {s}.log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  origin text NOT NULL UNIQUE,
  version integer NOT NULL
);
CREATE TABLE IF NOT EXISTS {s}.head (log bigint PRIMARY KEY REFERENCES {s}.log, size bigint NOT NULL, edge bytea NOT NULL);
CREATE TABLE IF NOT EXISTS {s}.entry (
  log bigint NOT NULL REFERENCES {s}.log,
  place bigint NOT NULL,
  body bytea NOT NULL,
  leaf bytea NOT NULL,
  key text,
  recorded_at bigint NOT NULL,
  envelope_check bigint NOT NULL,
  PRIMARY KEY (log, place)
);
CREATE UNIQUE INDEX IF NOT EXISTS entry_key ON {s}.entry (log, key) WHERE key IS NOT NULL;
CREATE TABLE IF NOT EXISTS {s}.node (
  log bigint NOT NULL REFERENCES {s}.log,
  level integer NOT NULL,
  place bigint NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (log, level, place)
);
CREATE TABLE IF NOT EXISTS {s}.blob (
  log bigint NOT NULL REFERENCES {s}.log,
  digest text NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY (log, digest)
);
CREATE TABLE IF NOT EXISTS {s}.checkpoint (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  log bigint NOT NULL REFERENCES {s}.log,
  size bigint NOT NULL,
  note text NOT NULL
);
CREATE INDEX IF NOT EXISTS checkpoint_size ON {s}.checkpoint (log, size);
"""

GUARD = """
CREATE OR REPLACE FUNCTION {s}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END$$
"""
TRIGGER = """
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {s}.{t}
FOR EACH STATEMENT EXECUTE FUNCTION {s}.refuse_change()
"""


def check_name(name: str) -> str:
    """Returns a name that can stand in a statement as it is. Raises TrailError `bad-name`."""
    if not NAME.fullmatch(name):
        raise TrailError("a schema or role is named with lower-case letters, digits and underscores", code="bad-name")
    return name


def schema_statements(schema: str) -> Iterator[str]:
    """Yields the statements that make the tables and their guards; each can be repeated. Raises TrailError `bad-name`."""
    name = check_name(schema)
    yield f"CREATE SCHEMA IF NOT EXISTS {name}"
    yield from (part for text in TABLES.format(s=name).split(";\n") if (part := text.strip()))
    yield GUARD.format(s=name)
    # The head is the one row that changes: it says how long the log is, and everything it says can be computed from the entries.
    yield from (TRIGGER.format(s=name, t=table) for table in GUARDED)


def grant_statements(schema: str, *, writer: str = "", reader: str = "") -> Iterator[str]:
    """Yields the statements that give a role what it needs and no more: a writer inserts and moves the head, a reader reads.

    The owner of the tables can still switch the guards off; run writers under another role. Raises TrailError `bad-name`.
    """
    name = check_name(schema)
    for role in filter(None, (writer, reader)):
        yield f"GRANT USAGE ON SCHEMA {name} TO {check_name(role)}"
        yield f"GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO {role}"
    if writer:
        yield f"GRANT INSERT ON {', '.join(f'{name}.{table}' for table in ('entry', 'node', 'blob', 'checkpoint'))} TO {writer}"
        yield f"GRANT UPDATE (size, edge) ON {name}.head TO {writer}"
