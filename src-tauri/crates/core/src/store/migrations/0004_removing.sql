-- Connections that a person asked to remove while the provider could not be reached.

ALTER TABLE connections ADD COLUMN removing_since INTEGER; -- NULL: nobody asked
