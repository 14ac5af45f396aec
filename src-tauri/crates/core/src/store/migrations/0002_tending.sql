-- What keeping grants alive by itself needs to know, and a timeline that stays short.

ALTER TABLE grants ADD COLUMN tending INTEGER NOT NULL DEFAULT 1; -- 0: left alone, 1: renewed by a call, 2: watched by one
ALTER TABLE grants ADD COLUMN failures INTEGER NOT NULL DEFAULT 0; -- renewals in a row that something stood in the way of
ALTER TABLE grants ADD COLUMN retry_told INTEGER NOT NULL DEFAULT 0; -- 1: the provider named `retry_at` itself

ALTER TABLE events ADD COLUMN times INTEGER NOT NULL DEFAULT 1; -- how often it happened, the last time `at`
ALTER TABLE events ADD COLUMN since INTEGER; -- the first time; NULL: it happened once
