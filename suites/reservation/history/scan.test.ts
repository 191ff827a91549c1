import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { appendEvent, createColumns, type HistoryColumns } from "./columns.ts";
import { eventTypes, faultKinds, type HistoryEvent, historyEventSchema, operations, outcomes } from "./event.ts";
import { createHistoryScanner } from "./scan.ts";
import { createLineScanner, lookAhead } from "./scan-line.ts";
import { historyOf, reserve } from "./testing/history.ts";

const header = JSON.stringify(historyOf([]).header);
const good = JSON.stringify(historyOf([reserve("a", "1", 1)]).events[0]);

/** The columns without the room behind the last event. */
function filled(columns: HistoryColumns): object {
  const { length, ...arrays } = columns;
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, [...array.subarray(0, length)]]));
}

function scan(content: string | Uint8Array, chunkBytes = 1 << 20): object {
  const all = createColumns(1000);
  const scanner = createHistoryScanner("history.ndjson", {
    header: () => {},
    events(columns) {
      for (const [name, array] of Object.entries(columns)) {
        const target = all[name as keyof HistoryColumns];
        if (typeof array === "object") (target as Float64Array).set(array.subarray(0, columns.length), all.length);
      }
      all.length += columns.length;
    },
  });
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  for (let at = 0; at < bytes.length; at += chunkBytes) scanner.write(bytes.subarray(at, at + chunkBytes));
  scanner.end();
  return filled(all);
}

/** Scans a line of its own. */
function scanLine(line: string, columns: HistoryColumns): number {
  const encoded = new TextEncoder().encode(`${line}\n`);
  const bytes = new Uint8Array(encoded.length + lookAhead);
  bytes.set(encoded);
  return createLineScanner(bytes, columns)(0);
}

const text = fc.oneof(
  fc.constantFrom("w1", "send", "a/b", "é", '"', "\\n", "true", "1"),
  fc.string({ minLength: 1, unit: "binary" }).map((one) => one.toWellFormed()),
);
const events: fc.Arbitrary<HistoryEvent> = fc
  .record(
    {
      time: fc.oneof(
        fc.nat(),
        fc.double({ min: 0, max: 1e9, noNaN: true }).map((n) => Math.round(n * 1000) / 1000),
      ),
      type: fc.constantFrom(...eventTypes),
      operation: fc.constantFrom(...operations),
      worker: text,
      job: text,
      run: text,
      token: fc.maxSafeNat(),
      milestone: text,
      slot: text,
      owner: text,
      outcome: fc.constantFrom(...outcomes),
      repeated: fc.boolean(),
      fault: fc.constantFrom(...faultKinds),
    },
    { requiredKeys: ["time", "type", "operation", "worker", "job"] },
  )
  .filter((event) => historyEventSchema.safeParse(event).success);

describe("the scanner", () => {
  test("reads what the schema and a JSON parser read, whatever stands in a line, in whatever pieces it comes", () => {
    fc.assert(
      fc.property(
        fc.array(events, { maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        (some, size, wide) => {
          const ordered = some.toSorted((a, b) => a.time - b.time);
          const columns = createColumns(1000);
          for (const event of ordered) appendEvent(columns, event);
          const lines = ordered.map((event) => (wide ? spaced(event) : JSON.stringify(event)));
          expect(scan(`${[header, ...lines].join("\n")}\n`, size)).toEqual(filled(columns));
        },
      ),
      { numRuns: 500 },
    );
  });

  test("takes no line without a second look that the schema refuses", () => {
    const damage = fc.tuple(fc.nat(), fc.constantFrom("", "0", '"', "}", "{", ",", ":", " ", "-", ".", "e", "x", "\\"));
    fc.assert(
      fc.property(events, fc.array(damage, { minLength: 1, maxLength: 3 }), (event, changes) => {
        let line = JSON.stringify(event);
        for (const [at, put] of changes)
          line = line.slice(0, at % line.length) + put + line.slice((at % line.length) + 1);
        const columns = createColumns(1);
        if (scanLine(line, columns) < 0) return;
        const expected = createColumns(1);
        appendEvent(expected, historyEventSchema.parse(JSON.parse(line)));
        expect(filled(columns)).toEqual(filled(expected));
      }),
      { numRuns: 3_000 },
    );
  });

  test("takes a plain line without help", () => {
    expect(scanLine(good, createColumns(1))).toBe(good.length + 1);
  });
});

describe("a bad line is named by its number and the reason", () => {
  const event = (changes: object) => JSON.stringify({ ...JSON.parse(good), ...changes });
  test.each([
    ["an empty file", "", "line 1", "empty"],
    ["another format", `{"format":"other/1"}\n`, "line 1", "/format"],
    ["no JSON", `${header}\n{"time":\n`, "line 2", "not JSON"],
    ["an empty line", `${header}\n\n${good}\n`, "line 2", "not JSON"],
    ["a cut line", `${header}\n${event({})}\n${event({}).slice(0, 20)}`, "line 3", "cut off"],
    ["an unknown operation", `${header}\n${event({ operation: "grab" })}\n`, "line 2", "/operation"],
    ["an unknown key", `${header}\n${event({ wroker: "a" })}\n`, "line 2", "wroker"],
    ["a negative token", `${header}\n${event({ token: -1 })}\n`, "line 2", "/token"],
    ["a grant without a run", `${header}\n${event({ run: undefined })}\n`, "line 2", "/run"],
    ["a fault that is none", `${header}\n${event({ fault: "killed" })}\n`, "line 2", "/fault"],
    ["time that runs backwards", `${header}\n${event({ time: 5 })}\n${event({ time: 4 })}\n`, "line 3", "/time"],
    ["no line feed at all", `${header}${" ".repeat(1 << 21)}`, "line 1", "longer than"],
  ])("%s", (_title, content, line, reason) => {
    expect(() => scan(content)).toThrow(
      expect.objectContaining({
        code: "usage",
        message: expect.stringMatching(new RegExp(`^history\\.ndjson, ${line}, .*${reason}`)),
      }),
    );
  });
});

test("bytes that are no UTF-8 are a bad line", () => {
  const bytes = new TextEncoder().encode(`${header}\n${good}\n`);
  bytes[bytes.indexOf(0x61, header.length)] = 0xff;
  expect(() => scan(bytes)).toThrow("line 2, is not part of a history: not JSON");
});

/** JSON as other programs write it. */
function spaced(event: HistoryEvent): string {
  return JSON.stringify(event, null, 1).replaceAll("\n", "");
}
