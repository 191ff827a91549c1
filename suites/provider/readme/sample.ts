import { type Finding, type Guarantee, parseContract, parseRules } from "../../../contracts/index.ts";
import type { Check } from "../../kit/check.ts";
import { oneInstance } from "../broken/arrangement.ts";
import { examine } from "../broken/examine.ts";
import type { Fault } from "../broken/fault.ts";
import { parcelsRules } from "../broken/rules.ts";

/** As much of a body is shown, in characters. */
const maxBodyLength = 200;

/** The header fields that failures turn on. */
const telling = ["authorization", "content-type", "location", "retry-after", "set-cookie", "www-authenticate"];

/** What differs from run to run, and what stands for it. */
const drawn: readonly (readonly [RegExp, string])[] = [
  [/\b(https?):\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?/g, "$1://parcels.example"],
  [/\b(?:127\.0\.0\.1|localhost|\[::1\]|parcels\.example):\d+/g, "parcels.example"],
  [/\bport \d+/g, "port 8443"],
  [/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi, "0b6f7d1c-…"],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, "2026-01-05T09:30:00Z"],
  [/\b\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, "Mon, 05 Jan 2026 09:30:00 GMT"],
  [/\b(?=[\da-f]*\d)[\da-f]{12,}\b/gi, "0b6f7d1c…"],
];

/** What the check says of its first known-bad provider; undefined where there is none. */
export async function takeSample(check: Check, faults: readonly Fault[]): Promise<string | undefined> {
  const { guarantee } = check;
  const fault = faults.find((one) => one.guarantee === guarantee);
  if (fault === undefined) return undefined;
  const { arrangement = oneInstance, change, caughtBy } = fault;
  const { document = arrangement.document } = fault;
  const rules = await parseRules(parcelsRules, "rules.arazzo.json");
  const only = caughtBy.map((way) => `${guarantee}/${way}`);
  const { findings } = await examine(check, { arrangement, document, change, rules, only });
  const { operations } = await parseContract(document, "parcels.json");
  // Operations are looked at side by side: the first one by the contract is always the same.
  const place = ({ operation }: Finding) => operations.findIndex(({ id }) => id === operation);
  const [first] = findings
    .filter((finding) => finding.verdict === "fail" && finding.check === only[0])
    .toSorted((left, right) => place(left) - place(right));
  return first === undefined ? undefined : withoutChance(sampleText(first));
}

/**
 * Whether two samples say the same. What is counted and measured differs from run to run, and so does the evidence, where
 * other calls were under way.
 */
export function isSameSample(left: string | undefined, right: string | undefined): boolean {
  const said = (sample = "") =>
    sample
      .replaceAll(/^[<>] .*$/gm, "")
      .replaceAll(/\d+/g, "0")
      .trim();
  return said(left) === said(right);
}

/** The samples of all checks; one that says the same as before stays as it was. */
export async function takeSamples(
  checks: readonly Check[],
  faults: readonly Fault[],
  before: ReadonlyMap<Guarantee, string>,
): Promise<ReadonlyMap<Guarantee, string>> {
  const samples = new Map<Guarantee, string>();
  for (const check of checks) {
    const sample = await takeSample(check, faults);
    const known = before.get(check.guarantee);
    const kept = isSameSample(sample, known) ? known : sample;
    if (kept !== undefined) samples.set(check.guarantee, kept);
  }
  return samples;
}

function sampleText({ check, operation, message, evidence }: Finding): string {
  const { request, response, input, story } = evidence ?? {};
  const lines = [`✗ ${check} on ${operation}`, message];
  if (request !== undefined) lines.push(`> ${request.method} ${request.url}`, ...sideLines(">", request));
  if (response !== undefined) lines.push(`< ${response.status}`, ...sideLines("<", response));
  if (input !== undefined) lines.push(`input ${JSON.stringify(input)}`.slice(0, maxBodyLength));
  for (const [index, sentence] of (story ?? []).entries()) lines.push(`${index + 1}. ${sentence}`);
  return lines.join("\n");
}

type Side = {
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | undefined;
};

function sideLines(mark: string, { headers, body = "" }: Side): readonly string[] {
  const fields = Object.entries(headers).filter(([name]) => telling.includes(name));
  const whole = withoutChance(body);
  const shown = whole.length > maxBodyLength ? `${whole.slice(0, maxBodyLength)}…` : whole;
  return [
    ...fields.map(([name, value]) => `${mark} ${name}: ${[value].flat().join(", ")}`),
    ...(shown === "" ? [] : shown.split("\n").map((line) => `${mark} ${line}`)),
  ];
}

function withoutChance(text: string): string {
  return drawn.reduce((done, [pattern, replacement]) => done.replaceAll(pattern, replacement), text);
}
