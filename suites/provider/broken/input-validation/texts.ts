import type { Fault } from "../fault.ts";
import { isJsonRequest } from "../input.ts";
import { Refusal } from "../messages.ts";
import { breaksOn, fault, lenientText } from "./fault.ts";

/** A body that any operation may take, for a provider that needs one where there is none. */
const someBody: Readonly<Record<string, unknown>> = { recipient: "B. Keller", weightGrams: 1, fragile: false };

const notRefusedWith415 = { "json-only": "another media type than JSON must get 415" };

/** The first complete JSON value of a text. */
function firstValue(text: string): string {
  for (let end = text.length; end > 0; end--) {
    try {
      JSON.parse(text.slice(0, end));
      return text.slice(0, end);
    } catch {
      // Tried again with less.
    }
  }
  return text;
}

/** Providers that read a body more generously than JSON allows, or break on it. */
export const textFaults: readonly Fault[] = [
  fault(
    "skips-comments",
    ["malformed-json"],
    lenientText((text) => text.replaceAll(/\/\*.*?\*\//gs, "")),
  ),
  fault(
    "takes-a-trailing-comma",
    ["malformed-json"],
    lenientText((text) => text.replaceAll(/,\s*([}\]])/g, "$1")),
  ),
  fault(
    "takes-single-quotes",
    ["malformed-json"],
    lenientText((text) => (text.includes('"') ? text : text.replaceAll("'", '"'))),
  ),
  fault(
    "takes-nan-for-a-number",
    ["malformed-json"],
    lenientText((text) => text.replaceAll(/:NaN\b/g, ":1")),
  ),
  fault(
    "stops-behind-the-first-value",
    ["malformed-json"],
    lenientText((text) => (text.length < 2_000 ? firstValue(text) : text)),
  ),
  fault(
    "breaks-on-a-text-that-ends-too-early",
    ["malformed-json"],
    breaksOn((body) => body.length > 0 && !/[}\]"]\s*$/.test(body.toString())),
  ),
  fault(
    "closes-the-connection-on-malformed-json",
    ["malformed-json"],
    (correct) => ({
      parse(body) {
        try {
          return correct.parse(body);
        } catch {
          // What is no refusal leaves `handle` and ends the connection.
          throw new Refusal(0, "broken");
        }
      },
      send(answer, response) {
        if (answer.status === 0) response.destroy();
        else correct.send(answer, response);
      },
    }),
    { "output-validation": "the connection is closed without an answer" },
  ),
  fault(
    "lets-the-last-of-two-names-win",
    ["duplicate-keys"],
    lenientText((text) => {
      try {
        const value: unknown = JSON.parse(text);
        return Object.hasOwn(value as object, "__proto__") ? text : JSON.stringify(value);
      } catch {
        return text;
      }
    }),
  ),
  fault(
    "reads-wrong-utf8-as-it-can",
    ["invalid-utf8"],
    lenientText((text) => text.replaceAll("\ufffd", "x")),
  ),
  fault(
    "mends-half-surrogates",
    ["lone-surrogate"],
    lenientText((text) => text.replaceAll(/\\ud[89a-f][0-9a-f]{2}/gi, "x")),
  ),
  fault("takes-an-empty-body-for-a-default", ["missing-body"], (correct) => ({
    consumes: (request) => request.body.length === 0 || correct.consumes(request),
    parse: (body) => (body.length === 0 ? someBody : correct.parse(body)),
  })),
  fault("takes-json-under-any-media-type", ["wrong-media-type"], () => ({ consumes: () => true }), notRefusedWith415),
  fault(
    "takes-json-as-plain-text",
    ["wrong-media-type"],
    (correct) => ({
      consumes: (request) => request.headers["content-type"]?.startsWith("text/plain") || correct.consumes(request),
    }),
    notRefusedWith415,
  ),
  fault(
    "breaks-on-an-unknown-media-type",
    ["wrong-media-type"],
    () => ({
      consumes(request) {
        if (!isJsonRequest(request) && request.body.length > 0) throw new Refusal(500, "internal-error");
        return isJsonRequest(request);
      },
    }),
    notRefusedWith415,
  ),
  fault(
    "breaks-on-nul",
    ["nul-character"],
    breaksOn((body) => body.includes("\\u0000")),
  ),
  fault(
    "breaks-on-half-surrogates",
    ["lone-surrogate"],
    breaksOn((body) => /\\ud8/i.test(body.toString())),
  ),
  fault(
    "breaks-on-wrong-utf8",
    ["invalid-utf8"],
    breaksOn((body) => body.includes(0xff)),
  ),
  fault(
    "breaks-on-the-member-proto",
    ["prototype-key"],
    breaksOn((body) => body.includes('"__proto__"')),
  ),
  fault(
    "breaks-on-deep-nesting",
    ["over-deep"],
    breaksOn((body) => body.includes("[".repeat(1_000))),
  ),
  fault(
    "breaks-on-long-bodies",
    ["oversized"],
    breaksOn((body) => body.length > 64 * 1024),
  ),
];
