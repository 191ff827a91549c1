import {
  type PostgresAnswer,
  type PostgresRequest,
  readPostgresAnswers,
  readPostgresRequests,
} from "../wire/postgres.ts";
import type { Found } from "../wire/reader.ts";
import {
  type AnswerPart,
  blindness,
  type CommitOutcome,
  createFollower,
  type Follower,
  type FoundCommit,
} from "./follower.ts";
import { createPostgresSession } from "./postgres-session.ts";
import { createTexts } from "./texts.ts";
import type { Committed } from "./transaction.ts";

type Proof = Committed["proof"] | undefined;

/** Follows a connection of PostgreSQL. An answer is all up to a ReadyForQuery, with which a Query or a Sync is answered. */
export function followPostgres(): Follower {
  const requests = readPostgresRequests();
  const answers = readPostgresAnswers();
  const session = createPostgresSession();
  const statements = createTexts<string>();
  const portals = createTexts<string>();
  const outstanding: { readonly by: "query" | "sync"; readonly proof: Proof }[] = [];
  let answer = 0;
  // Of what was executed since the last Sync.
  let executing = false;
  let executed: Proof;
  let copying = false;
  // Of the answer under way.
  let serving = false;
  let changedRows = 0;
  let failed = false;

  const found = (committed: Committed | undefined, begin: number): FoundCommit | undefined =>
    committed && { begin, answer: answer + outstanding.length, ...committed };

  const onRequest = ({ message, begin }: Found<PostgresRequest>): FoundCommit | undefined => {
    switch (message.kind) {
      case "negotiate":
        answers.expectNegotiation();
        return undefined;
      case "encrypted":
        throw new Error(blindness.encrypted);
      case "query": {
        const committed = session.query(message.text);
        const commit = found(committed, begin);
        outstanding.push({ by: "query", proof: committed?.proof });
        return commit;
      }
      case "function-call":
        outstanding.push({ by: "query", proof: undefined });
        return undefined;
      case "parse":
        statements.set(message.name, message.text);
        return undefined;
      case "bind":
        portals.set(message.portal, statements.get(message.name) ?? "");
        return undefined;
      case "close-statement":
        statements.delete(message.name);
        return undefined;
      case "execute": {
        const committed = session.execute(portals.get(message.portal) ?? "");
        executing = true;
        executed ??= committed?.proof;
        return found(committed, begin);
      }
      case "sync": {
        // A server that reads the data of a COPY takes no notice of it.
        if (copying) return undefined;
        const committed = session.sync();
        const commit = found(committed, begin);
        outstanding.push({ by: "sync", proof: executed ?? committed?.proof });
        executed = undefined;
        executing = false;
        return commit;
      }
      case "copy-end":
        copying = false;
        return undefined;
      case "startup":
        return undefined;
    }
  };

  const onAnswer = ({ message, end }: Found<PostgresAnswer>): AnswerPart | undefined => {
    const proof = outstanding.length > 0 ? outstanding[0]?.proof : executed;
    switch (message.kind) {
      case "negotiated":
        if (message.encrypted) throw new Error(blindness.encrypted);
        return undefined;
      case "complete":
        changedRows += Number(/ (\d+)$/.exec(message.tag)?.[1] ?? 0);
        return proof === "commit" && message.tag === "COMMIT" ? { answer, end, outcome: "took-effect" } : undefined;
      case "error":
        failed = true;
        return proof && { answer, end, outcome: "nothing" };
      case "copy-in":
        copying = true;
        // Nor of those that were sent before.
        while (outstanding[0]?.by === "sync") outstanding.shift();
        return { answer, end, outcome: "waits" };
      case "ready": {
        if (!serving) {
          serving = true;
          return undefined;
        }
        const part: AnswerPart = { answer, end, outcome: outcomeAtEnd(proof, failed, changedRows) };
        outstanding.shift();
        answer += 1;
        changedRows = 0;
        failed = false;
        if (outstanding.length === 0 && !executing) session.settle(message.status);
        return part;
      }
    }
  };

  return createFollower({ requests, answers, onRequest, onAnswer, answer: () => answer });
}

function outcomeAtEnd(proof: Proof, failed: boolean, changedRows: number): CommitOutcome | undefined {
  if (proof === undefined) return undefined;
  // COMMIT was answered by ROLLBACK, else it would have been decided before.
  if (failed || proof === "commit") return "nothing";
  return proof === "rows" && changedRows === 0 ? "nothing" : "took-effect";
}
