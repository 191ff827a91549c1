import { bytesOfBody, decodeUtf8 } from "../body.ts";
import { formatOf, isUnknownType, parseContentType } from "../content-type.ts";
import { parseJsonText } from "../json-text.ts";
import type { MatchingRules, Mismatch, PactBody, RuleList } from "../pact.ts";
import { parseQuery } from "../query.ts";
import { bodyRules } from "./compiled.ts";
import { compareJson } from "./json.ts";
import { matcherName } from "./matcher.ts";
import { mismatch } from "./mismatch.ts";
import { compareMultipart } from "./multipart.ts";
import { compareParameters } from "./query.ts";
import { show } from "./show.ts";
import { judgeByRules } from "./values.ts";

/** A body that holds something. */
export type PresentBody = Exclude<PactBody, { kind: "absent" } | { kind: "empty" }>;

/** The way in which the parts of a multipart body are compared. */
export type CompareBody = typeof compareBody;

/**
 * Compares bodies (Pact specification V3, "Semantics around body values"): what is absent is not looked at; what is empty
 * or null must be so. `strict`: members that were not expected are refused, as in requests. `ignoreType`: a matcher of the
 * header has found the content types alike.
 */
export function compareBody(
  expected: PactBody,
  actual: PactBody,
  rules: MatchingRules,
  options: { readonly strict: boolean; readonly ignoreType: boolean },
): readonly Mismatch[] {
  if (expected.kind === "absent") return [];
  const nothing = actual.kind === "absent" || actual.kind === "empty";
  if (expected.kind === "empty") return nothing ? [] : [whole("no body", actual)];
  if (expected.kind === "json" && expected.value === null) {
    return nothing || (actual.kind === "json" && actual.value === null) ? [] : [whole("null", actual)];
  }
  if (nothing) return [whole(`the body ${show(shownValue(expected))}`, actual)];
  if (!options.ignoreType && !isSameType(expected.contentType, actual.contentType)) {
    const message = `Expected the content type ${expected.contentType}, but got ${show(actual.contentType)}.`;
    return [{ part: "content-type", path: "", message }];
  }
  return compareContent(expected, actual, rules, options.strict);
}

function compareContent(expected: PresentBody, actual: PresentBody, rules: MatchingRules, strict: boolean) {
  const root = rules.body.get("$");
  if (root?.matchers.some((matcher) => matcherName(matcher) === "contenttype") === true)
    return byRule(root, expected, actual);
  if (expected.kind === "json") {
    const value = jsonOf(actual);
    if (value === undefined) return [whole("a body in JSON", actual)];
    return compareJson(expected.value, value.json, bodyRules(rules), strict);
  }
  const format = formatOf(expected.contentType);
  if (format === "form") {
    const [wanted, got] = [expected, actual].map((body) => parseQuery(textOf(body)));
    return compareParameters("body", "$.", wanted ?? new Map(), got ?? new Map(), withoutRoot(rules.body));
  }
  if (format === "multipart") return compareMultipart(expected, actual, rules, strict, compareBody);
  if (root !== undefined) return byRule(root, expected, actual);
  if (isSameContent(expected, actual)) return [];
  const note = format === "xml" && rules.body.size > 0 ? " (matchers within XML are not supported)" : "";
  return [whole(`${show(shownValue(expected))}${note}`, actual)];
}

function byRule(rules: RuleList, expected: PresentBody, actual: PresentBody): readonly Mismatch[] {
  const isContentType = rules.matchers.some((matcher) => matcherName(matcher) === "contenttype");
  const value = (body: PresentBody) => (isContentType ? bytesOfBody(body) : textOf(body));
  const subject = { expected: value(expected), actual: value(actual), form: "text" } as const;
  return judgeByRules(rules, false, subject).map((problem) =>
    mismatch("body", "$", problem.expected, problem.matcher, shownValue(actual)),
  );
}

function whole(expected: string, actual: PactBody): Mismatch {
  return mismatch(
    "body",
    "$",
    expected,
    undefined,
    actual.kind === "absent" || actual.kind === "empty" ? undefined : shownValue(actual),
  );
}

/** What of a body stands in a sentence. */
function shownValue(body: PresentBody): unknown {
  if (body.kind === "json") return body.value;
  return body.kind === "text" ? body.text : `${body.bytes.byteLength} bytes of ${body.contentType}`;
}

function jsonOf(body: PresentBody): { readonly json: unknown } | undefined {
  if (body.kind === "json") return { json: body.value };
  try {
    return { json: parseJsonText(textOf(body)) };
  } catch {
    return undefined;
  }
}

function textOf(body: PresentBody): string {
  if (body.kind === "text") return body.text;
  return body.kind === "json" ? JSON.stringify(body.value) : (decodeUtf8(body.bytes) ?? "");
}

/** `application/json` is met by `application/vnd.shop+json` too; parameters are a matter of the header. */
function isSameType(expected: string, actual: string): boolean {
  if (isUnknownType(expected) || isUnknownType(actual)) return true;
  const [wanted, got] = [parseContentType(expected).essence, parseContentType(actual).essence];
  return wanted === got || wanted === got.replace(/\/[^/]*\+/, "/") || isXml(wanted, got);
}

/** `text/xml` and `application/xml` are one (RFC 7303, section 9.2). */
function isXml(wanted: string, got: string): boolean {
  return [wanted, got].every((essence) => essence === "text/xml" || essence === "application/xml");
}

function isSameContent(expected: PresentBody, actual: PresentBody): boolean {
  if (expected.kind === "text" && actual.kind === "text") return expected.text === actual.text;
  const [wanted, got] = [bytesOfBody(expected), bytesOfBody(actual)];
  if (wanted === undefined || got === undefined || wanted.length !== got.length) return false;
  return wanted.every((byte, index) => byte === got[index]);
}

/** The rules of a form's parameters, by their names. */
function withoutRoot(rules: ReadonlyMap<string, RuleList>): ReadonlyMap<string, RuleList> {
  return new Map([...rules].map(([path, list]) => [path.replace(/^\$\.?|^\$\['(.*)'\]/, "$1"), list]));
}
