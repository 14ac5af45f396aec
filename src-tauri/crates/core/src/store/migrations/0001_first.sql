-- Times are whole seconds since 1970 in UTC, ids and enumerations are text, amounts are decimal text.

CREATE TABLE registrations (
    provider   TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    sealed     BLOB    NOT NULL,
    binding    TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (provider, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE connections (
    id              TEXT    NOT NULL PRIMARY KEY,
    provider        TEXT    NOT NULL,
    registration    TEXT    NOT NULL,
    environment     TEXT    NOT NULL,
    label           TEXT    NOT NULL,
    customer        TEXT,
    identity_name   TEXT    NOT NULL,
    identity_masked TEXT    NOT NULL,
    linked_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX connections_by_registration ON connections (provider, registration);

CREATE TABLE identity_keys (
    connection TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (connection, kind, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX identity_keys_by_value ON identity_keys (kind, value);

CREATE TABLE grants (
    connection       TEXT    NOT NULL PRIMARY KEY REFERENCES connections (id) ON DELETE CASCADE,
    generation       INTEGER NOT NULL CHECK (generation > 0),
    refreshing_since INTEGER, -- the journal: a refresh token was sent, or was about to be
    sealed           BLOB    NOT NULL,
    binding          TEXT    NOT NULL,
    status           TEXT    NOT NULL,
    reason           TEXT,
    ended_at         INTEGER,
    access_kind      TEXT    NOT NULL,
    access_at        INTEGER,
    survives_kind    TEXT    NOT NULL,
    survives_at      INTEGER,
    renewed_at       INTEGER NOT NULL,
    checked_at       INTEGER,
    path             TEXT    NOT NULL,
    retry_at         INTEGER
) STRICT;

CREATE TABLE accounts (
    id               INTEGER NOT NULL PRIMARY KEY,
    connection       TEXT    NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    number           TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    institution      TEXT,
    position         INTEGER, -- in the provider's latest list; NULL: no longer in it
    balance_amount   TEXT,
    balance_currency TEXT,
    balance_at       INTEGER,
    UNIQUE (connection, number)
) STRICT;

CREATE TABLE balances (
    account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    at       INTEGER NOT NULL,
    amount   TEXT    NOT NULL,
    currency TEXT    NOT NULL,
    PRIMARY KEY (account, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE transactions (
    account         INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    reference       TEXT    NOT NULL,
    date            TEXT    NOT NULL, -- YYYY-MM-DD, as booked
    at              INTEGER,
    amount          TEXT    NOT NULL,
    currency        TEXT    NOT NULL,
    running_balance TEXT,
    description     TEXT    NOT NULL,
    PRIMARY KEY (account, reference)
) STRICT, WITHOUT ROWID;

CREATE INDEX transactions_by_date ON transactions (account, date);

CREATE TABLE events (
    id            INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    connection    TEXT    NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    at            INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    detail        TEXT,
    provider_code TEXT,
    request_id    TEXT,
    reference     TEXT
) STRICT;

CREATE INDEX events_by_connection ON events (connection, id);

CREATE TABLE settings (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;
