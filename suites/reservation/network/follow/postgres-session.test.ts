import { expect, test } from "vitest";
import { createPostgresSession } from "./postgres-session.ts";

test("a transaction is committed with all its statements, a chained one begins anew", () => {
  const session = createPostgresSession();
  expect(session.query("BEGIN")).toBeUndefined();
  expect(session.query("SELECT 1")).toBeUndefined();
  expect(session.query("COMMIT AND CHAIN")).toEqual({
    statement: "BEGIN;\nSELECT 1;\nCOMMIT AND CHAIN",
    certain: true,
    proof: "commit",
  });
  expect(session.query("END")).toMatchObject({ statement: "END" });
  expect(session.query("COMMIT")).toBeUndefined();
});

test("statements of one text are one transaction, unless it has its own", () => {
  const session = createPostgresSession();
  expect(session.query("INSERT INTO a VALUES (1); SELECT 1")).toMatchObject({ proof: "rows" });
  expect(session.query("INSERT INTO a VALUES (1); INSERT INTO a VALUES (2)")).toMatchObject({ proof: "end" });
  expect(session.query("INSERT INTO a VALUES (1); BEGIN; SELECT 1")).toBeUndefined();
  expect(session.query("COMMIT; INSERT INTO a VALUES (3)")).toMatchObject({ proof: "commit", certain: true });
});

test("a rollback, a two-phase commit and a failed transaction commit nothing", () => {
  const session = createPostgresSession();
  expect(session.query("BEGIN; INSERT INTO a VALUES (1); ROLLBACK")).toBeUndefined();
  expect(session.query("BEGIN; INSERT INTO a VALUES (1); PREPARE TRANSACTION 'x'")).toBeUndefined();
  session.query("BEGIN");
  session.settle("E");
  expect(session.query("COMMIT")).toBeUndefined();
  expect(session.query("COMMIT PREPARED 'x'")).toMatchObject({ proof: "end" });
});

test("in the extended protocol, what is executed is committed by Sync, and COMMIT by itself", () => {
  const session = createPostgresSession();
  expect(session.execute("UPDATE a SET b = $1")).toBeUndefined();
  expect(session.sync()).toMatchObject({ statement: "UPDATE a SET b = $1", proof: "rows" });
  expect(session.sync()).toBeUndefined();
  session.execute("BEGIN");
  session.execute("UPDATE a SET b = $1");
  expect(session.sync()).toBeUndefined();
  expect(session.execute("COMMIT")).toMatchObject({ statement: "BEGIN;\nUPDATE a SET b = $1;\nCOMMIT" });
});

test("the server knows better: outside of a transaction it says so", () => {
  const session = createPostgresSession();
  session.query("BEGIN");
  session.settle("I");
  expect(session.query("COMMIT")).toBeUndefined();
  session.settle("T");
  expect(session.query("COMMIT")).toMatchObject({ certain: true });
});

test("a function that is called may write", () => {
  expect(createPostgresSession().query("SELECT reserve('job')")).toEqual({
    statement: "SELECT reserve('job')",
    certain: false,
    proof: "end",
  });
});
