import type { Evidence, Finding } from "../contracts/index.ts";
import { type FindingGroup, groupFindings } from "./groups.ts";
import type { CaseRecord } from "./model.ts";
import { columns, plain, quantity, shorten, signs, wrap } from "./text.ts";

/** How parts of a text stand out; every function gives its text back, with colours or without. */
export interface Paint {
  verdict(verdict: CaseRecord["verdict"], text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

/** No colours: for files and for logs. */
export const unpainted: Paint = { verdict: (_verdict, text) => text, strong: (text) => text, faint: (text) => text };

/** So many different messages of one check are told; the others are counted. */
const maximumMessages = 3;
/** So many operations are named of which the same was said. */
const maximumOperations = 5;
const maximumBodyCharacters = 400;
/** The longest header field or input that is shown whole. */
const maximumFieldCharacters = 200;
/** How wide a detail may be: the console indents it by 4, a finding's part by 2 more. */
const width = columns - 6;
/** The headers by which a person judges; all of them stand in the HTML and JSON reports. */
const tellingHeaders = new Set([
  "authorization",
  "content-type",
  "idempotency-key",
  "location",
  "retry-after",
  "set-cookie",
  "www-authenticate",
]);

/**
 * Everything about a case that did not simply pass, as lines of text without an indent; empty where there is nothing. What
 * was skipped within a case that was judged stands in the other reports.
 */
export function detailLines(record: CaseRecord, paint: Paint): string[] {
  const groups = groupFindings(record.findings);
  const failed = groups.filter((group) => group.verdict === "fail");
  const lines: string[] = [];
  if (record.message !== undefined && record.verdict !== "pass" && !isToldBelow(record.message, failed)) {
    lines.push(...proseLines(record.message));
  }
  for (const step of record.steps) {
    if (step.verdict === "pass") continue;
    const painted = (mark: string) => paint.verdict(step.verdict, mark);
    lines.push(...hanging(`${signs[step.verdict]} `, `${oneLine(step.title)}${reason(step.message)}`, painted));
  }
  for (const group of failed) lines.push(...failureLines(group, paint));
  for (const mend of new Set(failed.flatMap(({ findings }) => findings.flatMap(mendOf)))) {
    lines.push(...hanging("mend   ", mend, paint.faint));
  }
  for (const group of groups) if (group.verdict === "inconclusive") lines.push(...asideLines(group, paint));
  const { cleanup } = record;
  if (cleanup !== undefined && cleanup.verdict !== "pass") {
    lines.push(`${paint.verdict(cleanup.verdict, `${signs[cleanup.verdict]} clean-up`)}${reason(cleanup.message)}`);
  }
  // A finding's own line is narrower: the case's is told where no finding has one.
  const replayed = failed.some((group) => group.findings.some((finding) => finding.replay !== undefined));
  if (record.replay !== undefined && !replayed && record.overall !== "pass" && record.overall !== "skipped") {
    lines.push(commandLine("replay", record.replay, paint));
  }
  return lines;
}

/** A case's message may be that of its first finding, with a count of the others. */
function isToldBelow(message: string, failed: readonly FindingGroup[]): boolean {
  const first = message.replace(/ \(and \d+ more\)$/, "");
  return failed.some((group) => group.messages.has(first));
}

function failureLines(group: FindingGroup, paint: Paint): string[] {
  const operations = new Set(group.findings.map((finding) => finding.operation)).size;
  const where = operations > 1 ? ` ${paint.faint(`on ${operations} operations`)}` : "";
  const often =
    group.findings.length > operations ? paint.faint(` (${quantity(group.findings.length, "finding")})`) : "";
  const severity = group.findings[0]?.severity;
  const weight = severity === undefined ? "" : paint.faint(`, ${severity}`);
  const lines = [`${paint.verdict("fail", `${signs.fail} ${oneLine(group.check)}`)}${where}${often}${weight}`];
  const messages = [...group.messages].slice(0, maximumMessages);
  for (const [index, [message, on]] of messages.entries()) {
    const shown = group.findings.find((finding) => finding.message === message);
    lines.push(...indent([...proseLines(message), ...hanging("on ", namesOf(on), paint.faint)]));
    if (index === 0 && shown?.evidence !== undefined) lines.push(...indent(evidenceLines(shown.evidence, paint)));
    if (shown?.replay !== undefined) lines.push(...indent([commandLine("replay", shown.replay, paint)]));
    if (index === 0 && shown?.evidence?.curl !== undefined) {
      lines.push(...indent([commandLine("curl", shown.evidence.curl, paint)]));
    }
  }
  if (group.messages.size > messages.length) {
    lines.push(...indent([paint.faint(`… and ${group.messages.size - messages.length} more, in the other reports`)]));
  }
  return lines;
}

/** The first few names, and how many there are beyond. */
function namesOf(operations: readonly string[]): string {
  const names = operations.slice(0, maximumOperations).map(oneLine).join(", ");
  const left = operations.length - maximumOperations;
  return left > 0 ? `${names} and ${quantity(left, "more operation")}` : names;
}

function mendOf({ mend, standard }: Finding): string[] {
  if (mend === undefined) return [];
  return [standard === undefined ? mend : `${mend} (${standard.title}: ${standard.url})`];
}

/** What could not be judged: a line for each reason. */
function asideLines(group: FindingGroup, paint: Paint): string[] {
  const messages = [...group.messages];
  const lines = messages.slice(0, maximumMessages).flatMap(([message, operations]) => {
    const where = operations.length === 1 ? oneLine(operations[0] as string) : quantity(operations.length, "operation");
    const painted = (mark: string) => paint.verdict(group.verdict, mark);
    return hanging(`${signs[group.verdict]} `, `${oneLine(group.check)} (${where})${reason(message)}`, painted);
  });
  const left = messages.length - maximumMessages;
  return left > 0 ? [...lines, paint.faint(`… and ${left} more, in the other reports`)] : lines;
}

/** What was sent (`>`) and what came (`<`), as curl writes it, the smallest input, and the story. */
function evidenceLines(evidence: Evidence, paint: Paint): string[] {
  const { request, response, input, story } = evidence;
  const lines: string[] = [];
  if (request !== undefined) {
    lines.push(`> ${oneLine(`${request.method} ${request.url}`)}`, ...messageLines(">", request));
  }
  if (response !== undefined) lines.push(`< ${response.status}`, ...messageLines("<", response));
  if (input !== undefined && JSON.stringify(input) !== request?.body) {
    lines.push(`${paint.faint("input")} ${shorten(oneLine(JSON.stringify(input)), maximumFieldCharacters)}`);
  }
  for (const [index, sentence] of (story ?? []).entries()) lines.push(...hanging(`${index + 1}. `, oneLine(sentence)));
  return lines;
}

function messageLines(mark: string, message: NonNullable<Evidence["request" | "response"]>): string[] {
  const headers = Object.entries(message.headers)
    .filter(([name]) => tellingHeaders.has(name.toLowerCase()))
    .map(([name, value]) => shorten(oneLine(`${name}: ${[value].flat().join(", ")}`), maximumFieldCharacters));
  const body =
    message.body === undefined || message.body === ""
      ? []
      : proseLines(shorten(message.body, maximumBodyCharacters), 2);
  return [...headers, ...body].map((line) => `${mark} ${line}`);
}

const commandLine = (name: string, line: string, paint: Paint) => `${paint.faint(name.padEnd(6))} ${oneLine(line)}`;
const reason = (message: string | undefined) => (message === undefined ? "" : `: ${oneLine(message)}`);
const indent = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
// Made harmless again: a line may now begin where none began before.
const proseLines = (text: string, indented = 0) => wrap(plain(text), width - indented).map(plain);
/** A text behind its mark; lines that follow stand under it. */
const hanging = (mark: string, text: string, painted: (mark: string) => string = (one) => one) =>
  wrap(plain(text), width - mark.length).map((line, index) =>
    index === 0 ? `${painted(mark)}${line}` : `${" ".repeat(mark.length)}${line}`,
  );
const oneLine = (text: string) => plain(text).replaceAll(/\s*\n\s*/g, " ");
