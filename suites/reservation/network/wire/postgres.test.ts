import fc from "fast-check";
import { expect, test } from "vitest";
import { inPieces, readAll } from "../testing/pieces.ts";
import { type PostgresAnswer, type PostgresRequest, readPostgresAnswers, readPostgresRequests } from "./postgres.ts";

const text = fc.string({ maxLength: 30 }).map((value) => value.replaceAll("\0", "").toWellFormed());
const kinds = <K extends string>(...names: K[]) => fc.constantFrom(...names).map((kind) => ({ kind }));
const request: fc.Arbitrary<PostgresRequest> = fc.oneof(
  fc.record({ kind: fc.constant("query" as const), text }),
  fc.record({ kind: fc.constant("parse" as const), name: text, text }),
  fc.record({ kind: fc.constant("bind" as const), portal: text, name: text }),
  fc.record({ kind: fc.constant("execute" as const), portal: text }),
  fc.record({ kind: fc.constant("close-statement" as const), name: text }),
  kinds("sync", "function-call", "copy-end"),
);
const answer: fc.Arbitrary<PostgresAnswer> = fc.oneof(
  fc.record({ kind: fc.constant("complete" as const), tag: text.filter((tag) => Buffer.byteLength(tag) < 60) }),
  fc.record({ kind: fc.constant("ready" as const), status: fc.constantFrom("I", "T", "E") }),
  kinds("error", "copy-in"),
);

const z = (value: string) => Buffer.from(`${value}\0`);

function bodyOf(message: PostgresRequest | PostgresAnswer): [type: string, body: Buffer] {
  switch (message.kind) {
    case "query":
      return ["Q", z(message.text)];
    case "parse":
      return ["P", Buffer.concat([z(message.name), z(message.text), Buffer.from([0, 0])])];
    case "bind":
      return ["B", Buffer.concat([z(message.portal), z(message.name), Buffer.alloc(6)])];
    case "execute":
      return ["E", Buffer.concat([z(message.portal), Buffer.alloc(4)])];
    case "close-statement":
      return ["C", Buffer.concat([Buffer.from("S"), z(message.name)])];
    case "complete":
      return ["C", z(message.tag)];
    case "ready":
      return ["Z", Buffer.from(message.status)];
    case "error":
      return ["E", Buffer.from("SERROR\0\0")];
    case "copy-in":
      return ["G", Buffer.alloc(3)];
    case "copy-end":
      return ["c", Buffer.alloc(0)];
    case "function-call":
      return ["F", Buffer.alloc(10)];
    default:
      return ["S", Buffer.alloc(0)];
  }
}

function encode(message: PostgresRequest | PostgresAnswer): Buffer {
  const [type, body] = bodyOf(message);
  return frame(type, body);
}

function frame(type: string, body: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header.write(type);
  header.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}

function startup(code: number, rest = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + rest.length, 0);
  header.writeUInt32BE(code, 4);
  return Buffer.concat([header, rest]);
}

const sslRequest = startup(80_877_103);
const started = startup(3 << 16, Buffer.from("user\0tercet\0\0"));
const data = frame("d", Buffer.from("1\t2\n"));

test("requests are read the same however they are cut, and what says nothing is left out", () => {
  fc.assert(
    fc.property(
      fc.array(request, { maxLength: 8 }).chain((messages) => {
        const bytes = Buffer.concat([sslRequest, started, data, ...messages.map(encode), data]);
        return fc.tuple(fc.constant(messages), inPieces(bytes));
      }),
      ([messages, pieces]) => {
        const found = readAll(readPostgresRequests(), pieces);
        expect(found.map(({ message }) => message)).toEqual([{ kind: "negotiate" }, { kind: "startup" }, ...messages]);
        const begin = sslRequest.length + started.length + data.length;
        if (messages.length > 0) expect(found[2]?.begin).toBe(begin);
      },
    ),
  );
});

test("answers are read the same however they are cut, after a byte that refuses encryption", () => {
  fc.assert(
    fc.property(
      fc.array(answer, { maxLength: 8 }).chain((messages) => {
        const row = frame("D", Buffer.alloc(100));
        const bytes = Buffer.concat([Buffer.from("N"), row, ...messages.map(encode), row]);
        return fc.tuple(fc.constant(messages), inPieces(bytes));
      }),
      ([messages, pieces]) => {
        const reader = readPostgresAnswers();
        reader.expectNegotiation();
        const found = readAll(reader, pieces).map(({ message }) => message);
        expect(found).toEqual([{ kind: "negotiated", encrypted: false }, ...messages]);
      },
    ),
  );
});

test("TLS is told apart from a start-up packet by its first byte", () => {
  const reader = readPostgresRequests();
  expect(reader.read(Buffer.from([0x16, 3, 1, 2, 0, 1])).map(({ message }) => message)).toEqual([
    { kind: "encrypted" },
  ]);
  expect(reader.read(started)).toEqual([]);
});

test("a request to cancel is no message, and starts nothing", () => {
  const reader = readPostgresRequests();
  expect(reader.read(startup(80_877_102, Buffer.alloc(8)))).toEqual([]);
  expect(reader.broken).toBeUndefined();
});

test.each([
  ["a start-up packet of 4 GiB", Buffer.alloc(8, 0x01), /a start-up packet has \d+ bytes/],
  ["version 2", startup(2 << 16), /version 2/],
  ["a message of 0 bytes", Buffer.concat([started, Buffer.from("Q\0\0\0\0")]), /a message has -4 bytes/],
])("%s breaks the protocol", (_title, bytes, reason) => {
  const reader = readPostgresRequests();
  reader.read(bytes);
  expect(reader.broken).toMatch(reason);
});

test("of a long statement, the head is read", () => {
  const reader = readPostgresRequests();
  reader.read(started);
  const [found] = reader.read(encode({ kind: "query", text: `COMMIT${" ".repeat(1_000_000)}` }));
  expect(found?.message).toEqual({ kind: "query", text: `COMMIT${" ".repeat(64 * 1024 - 6)}` });
});
