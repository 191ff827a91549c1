import { type Fact, factSchema, pointer, TercetError } from "../../../contracts/index.ts";

/**
 * The facts of an NDJSON text; empty lines count as nothing, and a line that a merge doubled as one. Throws `TercetError`
 * (`contract`) naming file, line and pointer where a line is no fact: what is known would have a hole.
 */
export function readLines(text: string, file: string): Fact[] {
  const facts: Fact[] = [];
  const seen = new Set<string>();
  let number = 0;
  for (const line of text.split("\n")) {
    number++;
    if (line === "" || line === "\r" || seen.has(line)) continue;
    seen.add(line);
    facts.push(readLine(line, `${file}:${number}`, file));
  }
  return facts;
}

function readLine(line: string, where: string, file: string): Fact {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    const merged = /^(<{7}|={7}|>{7}|\|{7})/.test(line) ? "a merge conflict" : "no JSON";
    throw damaged(where, file, "", `it is ${merged}`, cause);
  }
  const parsed = factSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = pointer(...(issue?.path ?? []).map(String));
  throw damaged(where, file, place, issue?.message ?? "it does not conform", parsed.error);
}

function damaged(where: string, file: string, place: string, problem: string, cause: unknown): TercetError {
  const at = place === "" ? "" : ` at ${place}`;
  return new TercetError(
    "contract",
    `${where}${at} is no fact of the ledger: ${problem.replace(/\.$/, "")}; restore that line from version control, or remove it.`,
    { place: { file, pointer: place }, cause },
  );
}
