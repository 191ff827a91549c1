import { expect, test } from "vitest";
import { createMysqlSession } from "./mysql-session.ts";

test("without a transaction, each statement that writes is committed, the first of a text is counted", () => {
  const session = createMysqlSession();
  expect(session.run("UPDATE a SET b = 1")).toMatchObject({
    statement: "UPDATE a SET b = 1",
    proof: "rows",
    position: 1,
  });
  expect(session.run("SELECT 1; UPDATE a SET b = 1; DELETE FROM a")).toMatchObject({ proof: "end", position: 2 });
  expect(session.run("COMMIT")).toBeUndefined();
});

test("BEGIN, a definition and autocommit commit what is open", () => {
  const session = createMysqlSession();
  session.run("BEGIN; UPDATE a SET b = 1");
  expect(session.run("BEGIN")).toMatchObject({ statement: "BEGIN;\nUPDATE a SET b = 1;\nBEGIN" });
  expect(session.run("CREATE TABLE c (d int)")).toMatchObject({ certain: true });
  session.run("SET autocommit = 0");
  expect(session.run("UPDATE a SET b = 1")).toBeUndefined();
  expect(session.run("SET autocommit = 1")).toMatchObject({ statement: "UPDATE a SET b = 1;\nSET autocommit = 1" });
});

test("a rollback commits nothing", () => {
  const session = createMysqlSession();
  expect(session.run("BEGIN; UPDATE a SET b = 1; ROLLBACK; COMMIT")).toBeUndefined();
});

test("the server knows better: it tells of a transaction and of autocommit", () => {
  const session = createMysqlSession();
  session.settle({ inTransaction: true, autocommit: true });
  expect(session.run("COMMIT")).toMatchObject({ certain: true });
  session.settle({ inTransaction: false, autocommit: false });
  expect(session.run("UPDATE a SET b = 1")).toBeUndefined();
});
