import { bodyOf, bytesOfBody } from "../body.ts";
import { parseContentType } from "../content-type.ts";
import type { MatchingRules, Mismatch, RuleList } from "../pact.ts";
import { pathExpression } from "../path-expression.ts";
import type { CompareBody, PresentBody } from "./body.ts";

interface Part {
  readonly name: string;
  readonly contentType: string | undefined;
  readonly content: Uint8Array;
}

/**
 * Compares multipart bodies part by part (RFC 7578): each named part that is expected must be there; boundaries and the
 * order of the parts are free. Rules of a part stand below its name (`$.photo`). `strict`: no other parts. `compareBody`
 * compares what a part holds.
 */
export function compareMultipart(
  expected: PresentBody,
  actual: PresentBody,
  rules: MatchingRules,
  strict: boolean,
  compareBody: CompareBody,
): readonly Mismatch[] {
  const [wanted, got] = [partsOf(expected), partsOf(actual)];
  if (wanted === undefined || got === undefined) {
    const which = wanted === undefined ? "the example has" : "the body has";
    return [
      { part: "body", path: "$", message: `Expected a multipart body, but ${which} no parts between boundaries.` },
    ];
  }
  const found: Mismatch[] = [];
  for (const part of wanted) {
    const path = pathExpression([part.name]);
    const same = got.find(({ name }) => name === part.name);
    if (same === undefined)
      found.push({ part: "body", path, message: `Expected the part ${part.name}, but it is missing.` });
    else {
      const bodies = [part, same].map(({ content, contentType }) => bodyOf(content, contentType));
      const own = { ...rules, body: rulesBelow(rules.body, path) };
      const [left = { kind: "absent" }, right = { kind: "absent" }] = bodies;
      const ignoreType = part.contentType === undefined;
      for (const each of compareBody(left, right, own, { strict, ignoreType })) {
        found.push({ ...each, path: each.path.replace(/^\$?/, path) });
      }
    }
  }
  const unexpected = strict ? got.filter(({ name }) => !wanted.some((part) => part.name === name)) : [];
  for (const { name } of unexpected) {
    found.push({
      part: "body",
      path: pathExpression([name]),
      message: `Did not expect the part ${name}, but it is there.`,
    });
  }
  return found;
}

function rulesBelow(rules: ReadonlyMap<string, RuleList>, path: string): ReadonlyMap<string, RuleList> {
  const below = [...rules].filter(([key]) => key === path || /^[.[]/.test(key.slice(path.length)));
  return new Map(
    below.filter(([key]) => key.startsWith(path)).map(([key, list]) => [`$${key.slice(path.length)}`, list]),
  );
}

/** The parts of a body; undefined where it has none. Bytes are read as Latin-1, so that each is one character. */
function partsOf(body: PresentBody): readonly Part[] | undefined {
  const bytes = bytesOfBody(body) ?? new Uint8Array();
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const boundary = parseContentType(body.contentType).parameters.get("boundary") ?? /^--([^\r\n]+)/.exec(text)?.[1];
  if (boundary === undefined) return undefined;
  const sections = `\r\n${text}`.split(`\r\n--${boundary}`).slice(1);
  if (sections.length < 2) return undefined;
  return sections.filter((section) => !section.startsWith("--")).map(partOf);
}

function partOf(section: string, index: number): Part {
  const at = section.indexOf("\r\n\r\n");
  const head = at < 0 ? "" : section.slice(0, at);
  const name = /content-disposition:[^\n]*?[;\s]name="?([^";\r\n]*)"?/i.exec(head)?.[1] ?? String(index);
  const contentType = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1]?.trim();
  const content = Uint8Array.from(section.slice(at < 0 ? 0 : at + 4), (character) => character.charCodeAt(0));
  return { name, contentType, content };
}
