import fc from "fast-check";
import { expect, test } from "vitest";
import { inPieces, readAll } from "../testing/pieces.ts";
import { type RedisReply, readRedisReplies, readRedisRequests } from "./redis.ts";

const word = fc.string({ minLength: 1, maxLength: 20 });
const asArray = (words: readonly string[]) =>
  `*${words.length}\r\n${words.map((one) => `$${Buffer.byteLength(one)}\r\n${one}\r\n`).join("")}`;
const inline = fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 1, maxLength: 4 });
const command = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => ({ words, bytes: asArray(words) })),
  inline.map((words) => ({ words, bytes: `${words.join(" ")}\r\n` })),
);

test("commands are read the same however they are cut, as arrays and in one line", () => {
  fc.assert(
    fc.property(
      fc.array(command, { maxLength: 8 }).chain((commands) => {
        const bytes = Buffer.from(`\r\n*0\r\n${commands.map((one) => one.bytes).join("")}`);
        return fc.tuple(fc.constant(commands), inPieces(bytes));
      }),
      ([commands, pieces]) => {
        const found = readAll(readRedisRequests(), pieces).map(({ message }) => message);
        expect(found).toEqual(commands.map(({ words }) => ({ kind: "command", words })));
      },
    ),
  );
});

/** Any value of RESP 3, nested. */
const { value } = fc.letrec<{ value: string; nested: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(
      "+OK\r\n",
      ":12\r\n",
      "_\r\n",
      "#t\r\n",
      ",1.5\r\n",
      "(12345678901234567890\r\n",
      "$-1\r\n",
      "*-1\r\n",
    ),
    fc.string({ maxLength: 20 }).map((text) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`),
    fc.constantFrom("=7\r\ntxt:abc\r\n", "!3\r\nERR\r\n", "-ERR no\r\n"),
    tie("nested"),
  ),
  nested: fc.oneof(
    fc.array(tie("value"), { maxLength: 3 }).map((items) => `*${items.length}\r\n${items.join("")}`),
    fc.array(tie("value"), { maxLength: 3 }).map((items) => `~${items.length}\r\n${items.join("")}`),
    fc.array(tie("value"), { maxLength: 2 }).map((items) => `%${items.length}\r\n${items.join("")}${items.join("")}`),
    fc.tuple(tie("value"), tie("value"), tie("value")).map((three) => `*1\r\n|1\r\n${three.join("")}`),
  ),
}));
const reply = fc.oneof(
  value.map((bytes) => ({ bytes, push: false })),
  value.map((bytes) => ({ bytes: `>2\r\n+message\r\n${bytes}`, push: true })),
  fc.tuple(value, value, value).map((three) => ({ bytes: `|1\r\n${three.join("")}`, push: false })),
);

test("each reply is one message with all that is nested in it, however it is cut", () => {
  fc.assert(
    fc.property(
      fc.array(reply, { maxLength: 6 }).chain((replies) => {
        const bytes = Buffer.from(replies.map((one) => one.bytes).join(""));
        return fc.tuple(fc.constant(replies), inPieces(bytes));
      }),
      ([replies, pieces]) => {
        const found = readAll(readRedisReplies(), pieces);
        let end = 0;
        expect(found.map((one) => ({ end: one.end, push: one.message.kind === "push" }))).toEqual(
          replies.map(({ bytes, push }) => {
            end += Buffer.byteLength(bytes);
            return { end, push };
          }),
        );
      },
    ),
  );
});

test.each<[string, RedisReply["kind"]]>([
  ["+OK\r\n", "value"],
  ["$-1\r\n", "null"],
  ["*-1\r\n", "null"],
  ["_\r\n", "null"],
  ["-ERR no\r\n", "error"],
  ["!3\r\nERR\r\n", "error"],
  [":0\r\n", "zero"],
  [":1\r\n", "value"],
  ["*1\r\n-ERR no\r\n", "value"],
])("%j is the reply %s", (bytes, kind) => {
  expect(readRedisReplies().read(Buffer.from(bytes))).toMatchObject([{ message: { kind } }]);
});

test.each(["*99999999999\r\n", "*1\r\n:1\r\n", "$-5\r\n", "?what\r\n"])("%j breaks the protocol", (bytes) => {
  const [requests, replies] = [readRedisRequests(), readRedisReplies()];
  requests.read(Buffer.from(bytes));
  replies.read(Buffer.from(bytes));
  expect(requests.broken ?? replies.broken).toBeDefined();
});
