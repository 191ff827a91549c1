import { expect, test } from "vitest";
import { type Effect, effectOf } from "./effect.ts";
import { type Dialect, type Statement, splitStatements } from "./split.ts";

function effect(text: string, dialect: Dialect): Effect {
  return effectOf(splitStatements(text, dialect)[0] as Statement, dialect);
}

const both: readonly (readonly [string, Effect])[] = [
  ["begin work", "begin"],
  ["START TRANSACTION READ WRITE", "begin"],
  ["Commit", "commit"],
  ["COMMIT WORK AND CHAIN", "commit-chain"],
  ["COMMIT AND NO CHAIN", "commit"],
  ["rollback", "rollback"],
  ["ROLLBACK AND CHAIN", "rollback-chain"],
  ["ROLLBACK TO SAVEPOINT here", "read"],
  ["SAVEPOINT here", "read"],
  ["INSERT INTO thing SELECT f()", "write-rows"],
  ["UPDATE thing SET a = 1", "write-rows"],
  ["WITH free AS (SELECT a FROM thing FOR UPDATE SKIP LOCKED) UPDATE thing SET a = 1 FROM free", "write-rows"],
  ["WITH a AS (SELECT replace(b, 'x', 'y') FROM thing) SELECT count(*) FROM a", "call"],
  ["SELECT a FROM thing WHERE b IN (1, 2) FOR UPDATE", "read"],
  ["SELECT f(1)", "call"],
  ["CREATE TABLE thing (a int)", "define"],
  ["CREATE TEMPORARY TABLE thing (a int)", "write"],
  ["CALL f()", "write"],
  ["SHOW TABLES", "read"],
];

test.each(both)("%s: %s", (text, expected) => {
  expect(effect(text, "postgres")).toBe(expected);
  expect(effect(text, "mysql")).toBe(expected);
});

test.each<[string, Effect]>([
  ["END", "commit"],
  ["ABORT", "rollback"],
  ["COMMIT PREPARED 'a'", "write"],
  ["PREPARE TRANSACTION 'a'", "prepare"],
  ["INSERT INTO thing VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2", "write-rows"],
  ["WITH old AS (DELETE FROM thing RETURNING a) SELECT count(*) FROM old", "write"],
  ["WITH old AS (DELETE FROM thing RETURNING a) INSERT INTO other SELECT a FROM old", "write"],
  ["WITH new AS (SELECT 1) INSERT INTO thing SELECT * FROM new ON CONFLICT DO UPDATE SET a = 1", "write-rows"],
  ["SELECT a INTO other FROM thing", "define"],
  ["COPY thing FROM STDIN", "write"],
  ["COPY (SELECT a FROM thing) TO STDOUT", "read"],
  ["DO $$ BEGIN END $$", "write"],
  ["EXECUTE prepared(1)", "call"],
  ["SET autocommit = 1", "read"],
])("PostgreSQL: %s: %s", (text, expected) => {
  expect(effect(text, "postgres")).toBe(expected);
});

test.each<[string, Effect]>([
  ["REPLACE INTO thing VALUES (1)", "write-rows"],
  ["INSERT INTO thing VALUES (1) ON DUPLICATE KEY UPDATE a = 2", "write-rows"],
  ["SET autocommit=0", "autocommit-off"],
  ["SET SESSION autocommit = ON", "autocommit-on"],
  ["SET @@session.autocommit = 1", "autocommit-on"],
  ["SET NAMES utf8mb4", "read"],
  ["SELECT a INTO @b FROM thing", "read"],
  ["BEGIN NOT ATOMIC INSERT INTO thing VALUES (1); END", "write"],
  ["XA COMMIT 'a'", "write"],
  ["TRUNCATE thing", "define"],
])("MySQL: %s: %s", (text, expected) => {
  expect(effect(text, "mysql")).toBe(expected);
});
