import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Dialect, splitStatements } from "./split.ts";

const texts = (text: string, dialect: Dialect) => splitStatements(text, dialect).map((statement) => statement.text);
const words = (text: string, dialect: Dialect) =>
  splitStatements(text, dialect).map((statement) => statement.words.map(({ word }) => word).join(" "));

describe.each<Dialect>(["postgres", "mysql"])("%s", (dialect) => {
  test("statements end at semicolons, empty ones are none", () => {
    expect(texts(" BEGIN; ;SELECT 1;; ", dialect)).toEqual(["BEGIN", "SELECT 1"]);
  });

  test("what is quoted or in a comment is no word and no end", () => {
    const text = "-- COMMIT;\nSELECT 'a;''; COMMIT', \"x;\" /* ; END */ FROM thing";
    expect(words(text, dialect)).toEqual(["SELECT FROM THING"]);
  });

  test("the body of a stored program is not split", () => {
    const text = "CREATE PROCEDURE add() BEGIN INSERT INTO thing VALUES (1); COMMIT; END";
    expect(texts(text, dialect)).toEqual([text]);
  });

  test("any text is split, also one that is cut in a quote", () => {
    const piece = fc.constantFrom(
      "'",
      '"',
      "`",
      "$$",
      "$a$",
      "/*",
      "*/",
      "--",
      "#",
      "\n",
      "\\",
      ";",
      "COMMIT",
      " ",
      "E'",
      "(",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        for (const { text } of splitStatements(pieces.join(""), dialect)) expect(pieces.join("")).toContain(text);
      }),
    );
  });
});

test("PostgreSQL: dollar quotes, nested comments, backslashes only in E strings", () => {
  expect(words("DO $x$ BEGIN; COMMIT; END $x$; SELECT $1", "postgres")).toEqual(["DO", "SELECT"]);
  expect(words("SELECT /* a /* b */ COMMIT */ 1", "postgres")).toEqual(["SELECT"]);
  expect(words("SELECT 'a\\'; COMMIT", "postgres")).toEqual(["SELECT", "COMMIT"]);
  expect(words("SELECT E'a\\'; COMMIT'", "postgres")).toEqual(["SELECT"]);
});

test("MySQL: backslashes, backticks, # comments, and comments that are executed", () => {
  expect(words("SELECT 'a\\'; COMMIT', `b;` # COMMIT;", "mysql")).toEqual(["SELECT"]);
  expect(words("/*!40101 COMMIT */; /*M!100100 COMMIT */; /* COMMIT */ SELECT 1--1", "mysql")).toEqual([
    "COMMIT",
    "COMMIT",
    "SELECT",
  ]);
});

test("64 KiB of quotes and brackets are split in a moment", () => {
  const begin = performance.now();
  for (const text of ["'", "(", "/*", "$a$", "a", "''"]) splitStatements(text.repeat(65_536 / text.length), "postgres");
  expect(performance.now() - begin).toBeLessThan(2_000);
});
