import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inPieces, readAll } from "../testing/pieces.ts";
import { agree, encodedInteger, greetingFlags, loginFlags, type MysqlPacket, readMysqlPackets } from "./mysql.ts";
import { answerTo, commands, type MysqlAnswer } from "./mysql-answer.ts";

function packet(payload: Buffer, sequence = 0): Buffer {
  const header = Buffer.alloc(4);
  header.writeUIntLE(payload.length, 0, 3);
  header.writeUInt8(sequence, 3);
  return Buffer.concat([header, payload]);
}

test("packets are read the same however they are cut", () => {
  const one = fc.record({ sequence: fc.nat(255), payload: fc.uint8Array({ maxLength: 300 }).map(Buffer.from) });
  fc.assert(
    fc.property(
      fc.array(one, { maxLength: 8 }).chain((packets) => {
        const bytes = Buffer.concat(packets.map(({ payload, sequence }) => packet(payload, sequence)));
        return fc.tuple(fc.constant(packets), inPieces(bytes));
      }),
      ([packets, pieces]) => {
        const found = readAll(readMysqlPackets(), pieces).map(({ message }) => message);
        expect(found).toEqual(packets.map((each) => ({ ...each, length: each.payload.length })));
      },
    ),
  );
});

test("a payload that is continued is one message, of which the head is kept", () => {
  const full = packet(Buffer.alloc(0xffffff, "a"));
  const found = readAll(readMysqlPackets(), [full, full, packet(Buffer.from("rest"), 2), packet(Buffer.from("b"))]);
  expect(found.map(({ message }) => message.payload.length)).toEqual([64 * 1024, 1]);
});

describe("capabilities", () => {
  const greeting = (flags: number, extension: number): MysqlPacket => {
    const payload = Buffer.alloc(60);
    payload[0] = 10;
    payload.write("10.11\0", 1);
    payload.writeUInt16LE(flags & 0xffff, 20);
    payload.writeUInt16LE(flags >>> 16, 25);
    payload.writeUInt32LE(extension, 34);
    return { sequence: 0, length: payload.length, payload };
  };
  const login = (flags: number, extension: number): MysqlPacket => {
    const payload = Buffer.alloc(40);
    payload.writeUInt32LE(flags, 0);
    payload.writeUInt32LE(extension, 28);
    return { sequence: 1, length: payload.length, payload };
  };
  const both = (server: [number, number], client: [number, number]) =>
    agree(greetingFlags(greeting(...server)), loginFlags(login(...client)));

  test("are what both sides have", () => {
    expect(both([1 << 24, 0], [(1 << 24) | (1 << 11), 0])).toMatchObject({ deprecatesEof: true, ssl: false });
    expect(both([(1 << 24) | (1 << 11), 0], [1 << 11, 0])).toMatchObject({ deprecatesEof: false, ssl: true });
  });

  test("of MariaDB alone count where both sides are MariaDB", () => {
    expect(both([0, 1 << 4], [0, 1 << 4])).toMatchObject({ cachesMetadata: true });
    expect(both([0, 1 << 4], [1, 1 << 4])).toMatchObject({ cachesMetadata: false });
  });

  test("are refused of a server that speaks another version", () => {
    expect(() => greetingFlags({ sequence: 0, length: 1, payload: Buffer.from([9]) })).toThrow(/version 10/);
  });
});

test.each([
  [[0x05], 5, 1],
  [[0xfc, 0x01, 0x02], 0x0201, 3],
  [[0xfd, 0x01, 0x02, 0x03], 0x030201, 4],
  [[0xfe, 1, 0, 0, 0, 1, 0, 0, 0], 2 ** 32 + 1, 9],
])("%j is a length-encoded integer", (bytes, value, next) => {
  expect(encodedInteger(Buffer.from(bytes), 0)).toEqual({ value, next });
});

const inTransaction = 1;
const moreResults = 8;
const cursorExists = 64;
const ok = (changedRows: number, status: number) => [0x00, changedRows, 0, status, 0, 0, 0];
const eof = (status: number) => [0xfe, 0, 0, status, 0];
const eofAsOk = (status: number) => [0xfe, 0, 0, status, 0, 0, 0];
const failed = [0xff, 0x28, 0x04];
const column = [3, 100, 101, 102];
const row = [1, 0x31];
const longRow = [0xfe, ...Array(20).fill(1)];

/** How an answer reads that comes in these packets, and how many of them it takes. */
function read(command: number, payloads: readonly number[][], deprecatesEof = false): [MysqlAnswer, number] {
  const base = { ssl: false, compressed: false, optionalMetadata: false, queryAttributes: false };
  const parser = answerTo(command, { ...base, deprecatesEof, cachesMetadata: false });
  parser?.next();
  for (const [index, bytes] of payloads.entries()) {
    const step = parser?.next({ sequence: index + 1, length: bytes.length, payload: Buffer.from(bytes) });
    if (step?.done === true) return [step.value, index + 1];
  }
  throw new Error("the answer does not end");
}

describe("the answer to a query", () => {
  test.each([
    ["OK", [ok(3, inTransaction)], { statements: 1, changedRows: 3, session: { inTransaction: true } }],
    ["ERR", [failed], { failed: true, statements: 0 }],
    [
      "rows",
      [[1], column, eof(0), row, longRow, eof(inTransaction)],
      { statements: 1, session: { inTransaction: true } },
    ],
    ["rows that fail in the middle", [[1], column, eof(0), row, failed], { failed: true, statements: 0 }],
    ["two results", [ok(1, moreResults), [1], column, eof(0), eof(0)], { statements: 2, changedRows: undefined }],
    ["a second result that fails", [ok(1, moreResults), failed], { statements: 1, failed: true }],
    ["a file of the client", [[0xfb, 0x61], ok(2, 0)], { statements: 1, changedRows: 2 }],
    ["a cursor", [[1], column, eof(cursorExists)], { statements: 1 }],
  ])("%s", (_title, payloads, answer) => {
    const [found, taken] = read(commands.query, [...payloads, ok(9, 0)]);
    expect(found).toMatchObject(answer);
    expect(taken).toBe(payloads.length);
  });

  test("rows where EOF is deprecated", () => {
    const payloads = [[1], column, row, longRow, eofAsOk(inTransaction)];
    const [found, taken] = read(commands.execute, payloads, true);
    expect([found.session?.inTransaction, taken]).toEqual([true, 4]);
  });
});

test.each([
  [false, 8],
  [true, 6],
])(
  "the answer to a prepared statement has its parameters and columns (EOF deprecated: %s)",
  (deprecatesEof, packets) => {
    const head = [0x00, 7, 0, 0, 0, 2, 0, 3, 0, 0, 0, 0];
    const payloads = [head, ...Array(10).fill(column)];
    const [found, taken] = read(commands.prepare, payloads, deprecatesEof);
    expect([found.prepared, taken]).toEqual([7, packets]);
  },
);

test("a command that nobody answers has no answer", () => {
  for (const command of [commands.quit, commands.closeStatement, commands.sendLongData]) {
    expect(answerTo(command, {} as never)).toBeUndefined();
  }
});
