import fc from "fast-check";
import { expect, test } from "vitest";
import { inPieces, readAll } from "../testing/pieces.ts";
import { take, takeLine } from "./parts.ts";
import { createReader } from "./reader.ts";

/** A line that says how many bytes come, of which three are kept. */
const counted = () =>
  createReader(function* () {
    const bytes = Number(yield* takeLine(5));
    if (Number.isNaN(bytes)) throw new Error("no number");
    return (yield* take(bytes, 3)).toString();
  });

const stream = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 20 }), { maxLength: 8 });

test("however the stream is cut, the same messages are found at the same places, with no more than is kept", () => {
  fc.assert(
    fc.property(
      stream.chain((texts) => {
        const bytes = Buffer.from(texts.map((text) => `${text.length}\n${text}`).join(""));
        return fc.tuple(fc.constant(texts), inPieces(bytes));
      }),
      ([texts, pieces]) => {
        let end = 0;
        const expected = texts.map((text) => {
          const begin = end;
          end += `${text.length}\n${text}`.length;
          return { message: text.slice(0, 3), begin, end };
        });
        expect(readAll(counted(), pieces)).toEqual(expected);
      },
    ),
  );
});

test("what comes before the protocol is broken is found, and nothing after it", () => {
  const reader = counted();
  expect(reader.read(Buffer.from("1\nax\n1\nb"))).toMatchObject([{ message: "a" }]);
  expect(reader.broken).toBe("no number");
  expect(reader.read(Buffer.from("1\nb"))).toEqual([]);
});

test("a line that is too long breaks the protocol before it ends", () => {
  const reader = counted();
  reader.read(Buffer.from("123"));
  reader.read(Buffer.from("456"));
  expect(reader.broken).toBe("a line is longer than 5 bytes");
});

test("a large message passes without being kept", () => {
  const reader = counted();
  reader.read(Buffer.from("99999\n"));
  const before = process.memoryUsage().arrayBuffers;
  const piece = Buffer.alloc(1000, "x");
  for (let index = 0; index < 99; index++) expect(reader.read(piece)).toEqual([]);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000);
  expect(reader.read(piece)).toEqual([{ message: "xxx", begin: -99_006, end: 999 }]);
});
