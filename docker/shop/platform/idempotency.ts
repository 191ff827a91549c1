import { hash, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { OperationDefinition } from "../../../contracts/source/kit/index.ts";
import type { Answer } from "./answer.ts";
import type { Database, Queryable } from "./database.ts";
import type { Migration } from "./migrate.ts";
import { Problem } from "./problem.ts";

/** Longer than any request takes; a claim of a process that died can then be taken over. */
const claimSeconds = 20;
const keptHours = 24;
const sweepMilliseconds = 10 * 60 * 1000;

/** Keys are per subject and operation; instances meet in this table. */
export const idempotencyMigration: Migration = {
  name: "platform-idempotency",
  sql: `CREATE TABLE idempotency (
    subject text, operation text, key text,
    fingerprint text NOT NULL,
    claim uuid NOT NULL,
    claimed_until timestamptz NOT NULL,
    answer json,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (subject, operation, key)
  );
  CREATE INDEX ON idempotency (expires_at);`,
};

/** A message that may come again: draft-ietf-httpapi-idempotency-key-header. */
export interface Message {
  readonly subject: string;
  readonly operation: string;
  readonly key: string;
  readonly payload: unknown;
}

/** The right to do a message's work, once. */
export interface Claim {
  /** Keeps the answer; throws when the claim was taken over, so that a transaction around it is rolled back. */
  settle(client: Queryable, answer: Answer): Promise<void>;
  /** Gives up: nothing was done, so the message may come again. */
  release(): Promise<void>;
}

/** Remembers what was answered to which message. */
export interface Idempotency {
  /**
   * Claims a new message, or returns the answer of one that was done. Throws `Problem` 422 when the key came with another
   * payload, 409 while the message is in progress.
   */
  claim(message: Message): Promise<{ readonly claim: Claim } | { readonly answer: Answer }>;
  stop(): void;
}

/** Keeps keys and answers in the database. */
export function createIdempotency(database: Database): Idempotency {
  const sweep = () => void database.query("DELETE FROM idempotency WHERE expires_at < now()").catch(() => {});
  const timer = setInterval(sweep, sweepMilliseconds).unref();
  return {
    async claim(message) {
      const { subject, operation, key } = message;
      const identity = [subject, operation, key];
      const token = randomUUID();
      const fingerprint = hash("sha256", JSON.stringify(message.payload));
      const { rowCount } = await database.query(
        `INSERT INTO idempotency AS held (subject, operation, key, fingerprint, claim, claimed_until, expires_at)
         VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6), now() + make_interval(hours => $7))
         ON CONFLICT (subject, operation, key) DO UPDATE SET
           fingerprint = EXCLUDED.fingerprint, claim = EXCLUDED.claim, claimed_until = EXCLUDED.claimed_until,
           answer = NULL, expires_at = EXCLUDED.expires_at
         WHERE held.expires_at < now()
            OR held.answer IS NULL AND held.claimed_until < now() AND held.fingerprint = EXCLUDED.fingerprint`,
        [...identity, fingerprint, token, claimSeconds, keptHours],
      );
      if (rowCount === 1) return { claim: createClaim(database, identity, token) };
      const { rows } = await database.query<{ fingerprint: string; answer: Answer | null }>(
        "SELECT fingerprint, answer FROM idempotency WHERE (subject, operation, key) = ($1, $2, $3)",
        identity,
      );
      if (rows[0] !== undefined && rows[0].fingerprint !== fingerprint) {
        throw new Problem(422, "idempotency-key-reused", "This key came with another request before.");
      }
      if (rows[0] === undefined || rows[0].answer === null) throw inProgress();
      return { answer: rows[0].answer };
    },
    stop: () => clearInterval(timer),
  };
}

function createClaim(database: Database, identity: readonly string[], token: string): Claim {
  const mine = "(subject, operation, key) = ($1, $2, $3) AND claim = $4";
  return {
    async settle(client, answer) {
      const { rowCount } = await client.query(`UPDATE idempotency SET answer = $5 WHERE ${mine}`, [
        ...identity,
        token,
        JSON.stringify(answer),
      ]);
      if (rowCount !== 1) throw inProgress();
    },
    async release() {
      await database.query(`DELETE FROM idempotency WHERE ${mine}`, [...identity, token]);
    },
  };
}

/** `Problem` 400 where the contract asks for a key and none came. */
export function requireIdempotencyKey({ headers }: OperationDefinition, request: IncomingMessage): void {
  if (headers?.["Idempotency-Key"] === undefined || request.headers["idempotency-key"] !== undefined) return;
  throw new Problem(400, "idempotency-key-missing", "A request that creates needs the header Idempotency-Key.");
}

function inProgress(): Problem {
  return new Problem(409, "request-in-progress", "A request with this key is still in progress.");
}
