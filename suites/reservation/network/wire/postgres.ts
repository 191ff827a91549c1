import { statementBytes, take, tlsHandshake, zeroEnded } from "./parts.ts";
import { createReader, type Demand, type Reader } from "./reader.ts";

// PostgreSQL's frontend/backend protocol 3: https://www.postgresql.org/docs/current/protocol-message-formats.html

const sslRequest = 80_877_103;
const gssRequest = 80_877_104;
const cancelRequest = 80_877_102;
/** The server refuses longer start-up packets (MAX_STARTUP_PACKET_LENGTH). */
const longestStartupBytes = 10_000;
/** The server takes no longer message (PQ_LARGE_MESSAGE_LIMIT). */
const longestMessageBytes = 2 ** 30;
const tagBytes = 64;

/** What a client sends, as far as it says what is committed. */
export type PostgresRequest =
  /** SSLRequest or GSSENCRequest: the server answers with one bare byte. */
  | { readonly kind: "negotiate" }
  | { readonly kind: "startup" }
  /** TLS without a request before it. */
  | { readonly kind: "encrypted" }
  | { readonly kind: "query"; readonly text: string }
  | { readonly kind: "parse"; readonly name: string; readonly text: string }
  | { readonly kind: "bind"; readonly portal: string; readonly name: string }
  | { readonly kind: "execute"; readonly portal: string }
  | { readonly kind: "close-statement"; readonly name: string }
  /** Sync. */
  | { readonly kind: "sync" }
  /** The function call of old, which is answered as a query is. */
  | { readonly kind: "function-call" }
  /** CopyDone or CopyFail. */
  | { readonly kind: "copy-end" };

/** What a server answers, as far as it says what was committed. */
export type PostgresAnswer =
  /** The byte after SSLRequest or GSSENCRequest: from now on encrypted, or not. */
  | { readonly kind: "negotiated"; readonly encrypted: boolean }
  /** CommandComplete, with its tag: `COMMIT`, `UPDATE 1`. */
  | { readonly kind: "complete"; readonly tag: string }
  | { readonly kind: "error" }
  /** CopyInResponse: the server waits for data. */
  | { readonly kind: "copy-in" }
  /** ReadyForQuery, with the transaction's status: idle, in a transaction, or in one that failed. */
  | { readonly kind: "ready"; readonly status: "I" | "T" | "E" };

/** Reads what a client sends. Messages that say nothing about commits are left out. */
export function readPostgresRequests(): Reader<PostgresRequest> {
  let phase: "startup" | "running" | "encrypted" = "startup";
  return createReader<PostgresRequest>(function* () {
    if (phase === "encrypted") yield* take(Number.MAX_SAFE_INTEGER, 0);
    if (phase === "startup") {
      const request = yield* readStartup();
      if (request?.kind === "startup") phase = "running";
      if (request?.kind === "encrypted") phase = "encrypted";
      return request;
    }
    const { type, bytes } = yield* readHeader();
    const parse = requests[type];
    const body = yield* take(bytes, parse === undefined ? 0 : statementBytes);
    return parse?.(body);
  });
}

/** Reads what a server answers; `expectNegotiation` says that its next byte answers an SSLRequest or GSSENCRequest. */
export function readPostgresAnswers(): Reader<PostgresAnswer> & { expectNegotiation(): void } {
  let negotiating = false;
  const reader = createReader<PostgresAnswer>(function* () {
    if (negotiating) {
      negotiating = false;
      const answer = (yield* take(1)).toString("latin1");
      return { kind: "negotiated", encrypted: answer !== "N" };
    }
    const { type, bytes } = yield* readHeader();
    const parse = answers[type];
    const body = yield* take(bytes, parse === undefined ? 0 : tagBytes);
    return parse?.(body);
  });
  const expectNegotiation = () => {
    negotiating = true;
  };
  return {
    read: reader.read,
    get broken() {
      return reader.broken;
    },
    expectNegotiation,
  };
}

function* readStartup(): Generator<Demand, PostgresRequest | undefined, Buffer> {
  const first = yield* take(1);
  if (first[0] === tlsHandshake) return { kind: "encrypted" };
  const head = Buffer.concat([first, yield* take(7)]);
  const bytes = head.readUInt32BE(0);
  if (bytes < 8 || bytes > longestStartupBytes) throw new Error(`a start-up packet has ${bytes} bytes`);
  yield* take(bytes - 8, 0);
  const code = head.readUInt32BE(4);
  if (code === sslRequest || code === gssRequest) return { kind: "negotiate" };
  if (code === cancelRequest) return undefined;
  if (code >> 16 !== 3) throw new Error(`the client speaks version ${code >> 16} of the protocol`);
  return { kind: "startup" };
}

function* readHeader(): Generator<Demand, { type: string; bytes: number }, Buffer> {
  const header = yield* take(5);
  const bytes = header.readUInt32BE(1) - 4;
  if (bytes < 0 || bytes > longestMessageBytes) throw new Error(`a message has ${bytes} bytes`);
  return { type: header.toString("latin1", 0, 1), bytes };
}

const requests: Readonly<Record<string, (body: Buffer) => PostgresRequest | undefined>> = {
  Q: (body) => ({ kind: "query", text: zeroEnded(body).text }),
  P: (body) => {
    const name = zeroEnded(body);
    return { kind: "parse", name: name.text, text: zeroEnded(body, name.next).text };
  },
  B: (body) => {
    const portal = zeroEnded(body);
    return { kind: "bind", portal: portal.text, name: zeroEnded(body, portal.next).text };
  },
  E: (body) => ({ kind: "execute", portal: zeroEnded(body).text }),
  C: (body) => (body[0] === 0x53 /* S */ ? { kind: "close-statement", name: zeroEnded(body, 1).text } : undefined),
  S: () => ({ kind: "sync" }),
  F: () => ({ kind: "function-call" }),
  c: () => ({ kind: "copy-end" }),
  f: () => ({ kind: "copy-end" }),
};

const answers: Readonly<Record<string, (body: Buffer) => PostgresAnswer | undefined>> = {
  C: (body) => ({ kind: "complete", tag: zeroEnded(body).text }),
  E: () => ({ kind: "error" }),
  G: () => ({ kind: "copy-in" }),
  Z: (body) => {
    const status = body.toString("latin1", 0, 1);
    if (status !== "I" && status !== "T" && status !== "E") throw new Error(`a transaction has the status ${status}`);
    return { kind: "ready", status };
  },
};
