import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { fullFormats } from "ajv-formats/dist/formats.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasFormat, numberFormats, stringFormats } from "./formats.ts";

const ajv = new Ajv({ strict: false, logger: false });
addFormats.default(ajv);

/** A sample with a few characters changed, left out or put in: texts at the border of a format. */
const nearly = (samples: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom(...samples),
      fc.array(fc.tuple(fc.nat(40), fc.nat(2), fc.constantFrom(..."0159aZtTz-+:.@/{}[]%\\ \n#?PYMWDSHé_~")), {
        maxLength: 3,
      }),
    )
    .map(([sample, changes]) =>
      changes.reduce(
        (text, [at, removed, put]) =>
          text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + removed),
        sample,
      ),
    );

describe.each(Object.keys(stringFormats))("%s", (name) => {
  const { samples, shape } = stringFormats[name] as (typeof stringFormats)[string];
  const validate = ajv.compile({ format: name });

  test("its samples are certain", () => {
    expect(samples.map((sample) => hasFormat(name, sample))).toEqual(samples.map(() => true));
  });

  test("what is certain is what ajv asserts, and what ajv accepts has the shape", () => {
    fc.assert(
      fc.property(nearly(samples), (text) => {
        const accepted = validate(text);
        expect(hasFormat(name, text) ?? accepted).toBe(accepted);
        if (accepted && shape !== undefined) expect(text).toMatch(new RegExp(shape, "u"));
      }),
      { numRuns: Number(process.env.FC_RUNS ?? 300) },
    );
  });
});

test("every format that ajv-formats asserts is known here", () => {
  const anyText = ["password", "binary", "float", "double"];
  const known = [...Object.keys(stringFormats), ...Object.keys(numberFormats), ...anyText];
  expect(Object.keys(fullFormats).filter((name) => !known.includes(name))).toEqual([]);
});

test.each([
  ["email", "te..st@example.com"],
  ["email", "nobody"],
  ["hostname", "-host"],
  ["hostname", "host_name"],
  ["uri", "/a"],
  ["uri-reference", "\\\\a"],
  ["uri-template", "/{a"],
  ["regex", "(a"],
  ["time", "24:00:00Z"],
  ["date", "2023-02-29"],
])("%s: %s is certainly none", (name, text) => {
  expect(hasFormat(name, text)).toBe(false);
});

test.each([
  ["email", '"a b"@example.com'],
  ["email", "a@localhost"],
  ["hostname", "xn--a"],
  ["uuid", "urn:uuid:2f1b8c52-6d3e-4f5a-9b7c-0d1e2f3a4b5c"],
  ["time", "12:00:00+01"],
  ["duration", "P1Y1D"],
  ["idn-email", "nobody"],
  ["regex", "\\_"],
])("%s: readers differ on %s", (name, text) => {
  expect(hasFormat(name, text)).toBeUndefined();
});
