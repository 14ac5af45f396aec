-- Accounts that a file from elsewhere names, and that wait to be linked here.

CREATE TABLE awaited (
    id              TEXT    NOT NULL PRIMARY KEY,
    provider        TEXT    NOT NULL,
    registration    TEXT, -- as the file names it; NULL: it does not
    environment     TEXT,
    label           TEXT,
    customer        TEXT,
    identity_name   TEXT, -- with identity_masked, or both NULL
    identity_masked TEXT,
    account_keys    TEXT    NOT NULL, -- JSON: kind, salt and hash of each key
    added_at        INTEGER NOT NULL,
    connection      TEXT REFERENCES connections (id) ON DELETE CASCADE, -- what it was linked as; NULL: it waits
    linked_at       INTEGER
) STRICT, WITHOUT ROWID;
