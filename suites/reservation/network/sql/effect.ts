import type { Dialect, Statement } from "./split.ts";

/**
 * What a statement does to the transaction, and to the data.
 *
 * - `begin`, `commit`, `commit-chain`, `rollback`, `rollback-chain`: of a transaction; `chain`: the next one begins at once
 * - `prepare`: the transaction goes to the two-phase commit
 * - `write-rows`: changes the rows that its answer counts, and nothing else
 * - `write`: changes data
 * - `define`: changes the schema, which commits by itself in MySQL
 * - `autocommit-on`, `autocommit-off`: MySQL's mode
 * - `call`: calls functions, of which nobody can know what they do
 * - `read`: nothing
 */
export type Effect =
  | "begin"
  | "commit"
  | "commit-chain"
  | "rollback"
  | "rollback-chain"
  | "prepare"
  | "write-rows"
  | "write"
  | "define"
  | "autocommit-on"
  | "autocommit-off"
  | "call"
  | "read";

/** The effect of a statement, told by its words. */
export function effectOf(statement: Statement, dialect: Dialect): Effect {
  const words = statement.words.map(({ word }) => word);
  const [first = "", second = ""] = words;
  const chain = /\bAND CHAIN\b/.test(words.slice(1, 4).join(" "));
  switch (first) {
    case "BEGIN":
      // MariaDB's block of statements, which is no transaction.
      return second === "NOT" ? "write" : "begin";
    case "START":
      return second === "TRANSACTION" ? "begin" : "read";
    case "COMMIT":
    case "END":
      if (second === "PREPARED") return "write";
      return chain ? "commit-chain" : "commit";
    case "ROLLBACK":
    case "ABORT":
      if (second === "PREPARED") return "write";
      if (words.slice(1, 3).includes("TO")) return "read";
      return chain ? "rollback-chain" : "rollback";
    case "PREPARE":
      return second === "TRANSACTION" ? "prepare" : "read";
    case "XA":
      return second === "COMMIT" ? "write" : "read";
    case "SET":
      return dialect === "mysql" ? autocommitOf(statement) : "read";
    case "INSERT":
    case "UPDATE":
    case "DELETE":
    case "MERGE":
    case "REPLACE":
      return "write-rows";
    case "WITH":
      return ofWith(statement);
    case "SELECT":
      // PostgreSQL's SELECT … INTO makes a table; MySQL's only sets variables or writes a file.
      if (dialect === "postgres" && statement.words.some(({ word, top }) => top && word === "INTO")) return "define";
      return calls(statement) ? "call" : "read";
    case "EXECUTE":
    case "VALUES":
      return first === "EXECUTE" || calls(statement) ? "call" : "read";
    case "COPY":
      return statement.words.some(({ word, top }) => top && word === "TO") ? "read" : "write";
    case "CALL":
    case "DO":
    case "LOAD":
      return "write";
    default:
      if (!defining.has(first)) return "read";
      return second === "TEMPORARY" || second === "TEMP" ? "write" : "define";
  }
}

const defining = new Set(
  "ALTER ANALYZE CLUSTER COMMENT CREATE DROP GRANT IMPORT OPTIMIZE REFRESH REINDEX RENAME REVOKE SECURITY TRUNCATE VACUUM".split(
    " ",
  ),
);

/** A WITH changes the rows that its answer counts, where only one statement in it writes. */
function ofWith(statement: Statement): Effect {
  const writes = statement.words.filter(({ word, called }, index) => {
    const before = statement.words[index - 1]?.word ?? "";
    // REPLACE() and INSERT() are functions of strings.
    return writing.has(word) && !called && !lockingOrConflict.has(before);
  });
  if (writes.length === 0) return calls(statement) ? "call" : "read";
  return writes.length === 1 && writes[0]?.top === true ? "write-rows" : "write";
}

const writing = new Set(["INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE"]);
/** `FOR UPDATE`, `FOR NO KEY UPDATE`, `ON CONFLICT DO UPDATE`, `ON DUPLICATE KEY UPDATE`, `THEN UPDATE` of a MERGE. */
const lockingOrConflict = new Set(["FOR", "KEY", "DO", "THEN"]);

function calls({ words }: Statement): boolean {
  return words.some(({ word, called }) => called && !followedByBracket.has(word));
}

/** Words after which a bracket opens that calls nothing. */
const followedByBracket = new Set(
  "ALL AND ANY AS BY CASE DISTINCT ELSE EXCEPT EXISTS FILTER FROM GROUP HAVING IN INTERSECT JOIN LATERAL NOT ON OR OVER ROW SELECT SOME THEN UNION USING VALUES WHEN WHERE WITH WITHIN".split(
    " ",
  ),
);

function autocommitOf({ text }: Statement): Effect {
  const value = /\bautocommit\s*:?=\s*(1|on|true|0|off|false)\b/i.exec(text)?.[1]?.toLowerCase();
  if (value === undefined) return "read";
  return ["1", "on", "true"].includes(value) ? "autocommit-on" : "autocommit-off";
}
