import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { answerLines } from "./ndjson.ts";

const double = (line: unknown) => {
  const { id, n } = line as { id: unknown; n: number };
  if (typeof n !== "number") throw new Error('"n" must be a number');
  return { id, n: n * 2 };
};

async function answers(...chunks: (string | Uint8Array)[]) {
  const stdout = new PassThrough();
  const written = text(stdout);
  const stdin = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  const code = await answerLines({ stdin, stdout, signal: new AbortController().signal }, double);
  stdout.end();
  const lines = (await written).split("\n").filter((line) => line !== "");
  return { code, lines: lines.map((line) => JSON.parse(line) as unknown) };
}

test("answers each line in order, however the bytes are cut", async () => {
  const input = Buffer.from('{"id":"ä","n":1}\n{"id":2,"n":2}\n');
  for (let at = 0; at <= input.length; at++) {
    const { code, lines } = await answers(input.subarray(0, at), input.subarray(at));
    expect(lines).toEqual([
      { id: "ä", n: 2 },
      { id: 2, n: 4 },
    ]);
    expect(code).toBe(0);
  }
});

test("tolerates a byte-order mark, CRLF, blank lines and a missing end of the last line", async () => {
  const { code, lines } = await answers('\uFEFF{"id":1,"n":1}\r\n\r\n  \n{"id":2,"n":2}');
  expect([code, lines]).toEqual([
    0,
    [
      { id: 1, n: 2 },
      { id: 2, n: 4 },
    ],
  ]);
});

test("a bad line gets its identity and one sentence, and the others go on", async () => {
  const { code, lines } = await answers('{"id":1}\n{broken\n', new Uint8Array([0xff, 0x0a]), '{"id":4,"n":4}\n');
  expect(code).toBe(2);
  expect(lines).toEqual([
    { id: 1, error: 'Line 1 cannot be used: "n" must be a number.' },
    { id: null, error: expect.stringMatching(/^Line 2 cannot be used: .*JSON/) },
    { id: null, error: "Line 3 cannot be used: it is not text in UTF-8." },
    { id: 4, n: 8 },
  ]);
});

test("a line that is too long is bad and not kept; an identity that is no plain value is not given back", async () => {
  const long = "x".repeat(1024 * 1024);
  const { code, lines } = await answers(...Array.from({ length: 17 }, () => long), '\n{"id":[1],"n":0}\n{"id":{}}\n');
  expect(code).toBe(2);
  expect(lines).toMatchObject([
    { id: null, error: expect.stringContaining("longer than") },
    { id: [1], n: 0 },
    { id: null },
  ]);
});

test("answers a line before the next one is there", async () => {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  const done = answerLines({ stdin, stdout, signal: new AbortController().signal }, double);
  for (const n of [1, 2, 3]) {
    stdin.write(`${JSON.stringify({ id: n, n })}\n`);
    const [line] = await new Promise<unknown[]>((resolve) => stdout.once("data", (chunk) => resolve([String(chunk)])));
    expect(line).toBe(`${JSON.stringify({ id: n, n: n * 2 })}\n`);
  }
  stdin.end();
  expect(await done).toBe(0);
});

test("waits for a slow reader, and ends where the reader goes away", async () => {
  const stdout = new PassThrough({ highWaterMark: 64 });
  let read = 0;
  const stdin = Readable.from(
    (function* () {
      for (read = 1; read <= 10_000; read++) yield Buffer.from(`{"id":${read},"n":${read}}\n`);
    })(),
  );
  const done = answerLines({ stdin, stdout, signal: new AbortController().signal }, double);
  await new Promise((resolve) => setImmediate(resolve));
  expect(read).toBeLessThan(100);
  stdout.destroy();
  expect(await done).toBe(0);
  expect(read).toBeLessThan(100);
});

test("an interruption ends it with its reason", async () => {
  const interruption = new AbortController();
  const stdin = new PassThrough();
  const done = answerLines({ stdin, stdout: new PassThrough(), signal: interruption.signal }, double);
  interruption.abort(new Error("interrupted"));
  stdin.write('{"id":1,"n":1}\n');
  await expect(done).rejects.toThrow("interrupted");
});

test("ends where the output says that its pipe is broken, and is not destroyed, as standard output", async () => {
  const stdout = new PassThrough();
  let asked = 0;
  const answer = () => {
    if (++asked === 2) stdout.emit("error", Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    return {};
  };
  const stdin = Readable.from(Array.from({ length: 100 }, () => "{}\n"));
  expect(await answerLines({ stdin, stdout, signal: new AbortController().signal }, answer)).toBe(0);
  expect(asked).toBe(2);
});
