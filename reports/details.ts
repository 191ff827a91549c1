import type { Evidence } from "../contracts/index.ts";
import { type FindingGroup, groupFindings } from "./groups.ts";
import type { CaseRecord } from "./model.ts";
import { plain, quantity, shorten, signs } from "./text.ts";

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
const maximumBodyCharacters = 400;
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

/** Everything about a case that did not simply pass, as lines of text without an indent; empty where there is nothing. */
export function detailLines(record: CaseRecord, paint: Paint): string[] {
  const groups = groupFindings(record.findings);
  const failed = groups.filter((group) => group.verdict === "fail");
  const lines: string[] = [];
  if (record.message !== undefined && record.verdict !== "pass") lines.push(...textLines(record.message));
  for (const step of record.steps) {
    if (step.verdict === "pass") continue;
    lines.push(`${paint.verdict(step.verdict, signs[step.verdict])} ${oneLine(step.title)}${reason(step.message)}`);
  }
  for (const group of failed) lines.push(...failureLines(group, paint));
  for (const group of groups)
    if (group.verdict === "inconclusive" || group.verdict === "skipped") lines.push(...asideLines(group, paint));
  const { cleanup } = record;
  if (cleanup !== undefined && cleanup.verdict !== "pass") {
    lines.push(`${paint.verdict(cleanup.verdict, `${signs[cleanup.verdict]} clean-up`)}${reason(cleanup.message)}`);
  }
  // A finding's own line is narrower: the case's is told where no finding has one.
  const replayed = failed.some((group) => group.findings.some((finding) => finding.replay !== undefined));
  if (record.replay !== undefined && !replayed && record.overall !== "pass" && record.overall !== "skipped") {
    lines.push(replayLine(record.replay, paint));
  }
  return lines;
}

function failureLines(group: FindingGroup, paint: Paint): string[] {
  const operations = new Set(group.findings.map((finding) => finding.operation)).size;
  const where = operations > 1 ? ` ${paint.faint(`on ${operations} operations`)}` : "";
  const often =
    group.findings.length > operations ? paint.faint(` (${quantity(group.findings.length, "finding")})`) : "";
  const lines = [`${paint.verdict("fail", `${signs.fail} ${oneLine(group.check)}`)}${where}${often}`];
  const messages = [...group.messages].slice(0, maximumMessages);
  for (const [index, [message, on]] of messages.entries()) {
    const shown = group.findings.find((finding) => finding.message === message);
    lines.push(...indent(textLines(message)), ...indent([`${paint.faint("on")} ${on.map(oneLine).join(", ")}`]));
    if (index === 0 && shown?.evidence !== undefined) lines.push(...indent(evidenceLines(shown.evidence, paint)));
    if (shown?.replay !== undefined) lines.push(...indent([replayLine(shown.replay, paint)]));
  }
  if (group.messages.size > messages.length) {
    lines.push(...indent([paint.faint(`… and ${group.messages.size - messages.length} more, in the other reports`)]));
  }
  return lines;
}

/** What was not judged: a line for each reason. */
function asideLines(group: FindingGroup, paint: Paint): string[] {
  return [...group.messages].map(([message, operations]) => {
    const where = operations.length === 1 ? oneLine(operations[0] as string) : quantity(operations.length, "operation");
    return `${paint.verdict(group.verdict, `${signs[group.verdict]} ${oneLine(group.check)}`)} ${paint.faint(`(${where})`)}${reason(message)}`;
  });
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
    lines.push(`${paint.faint("input")} ${shorten(oneLine(JSON.stringify(input)), maximumBodyCharacters)}`);
  }
  for (const [index, sentence] of (story ?? []).entries()) lines.push(`${index + 1}. ${oneLine(sentence)}`);
  return lines;
}

function messageLines(mark: string, message: NonNullable<Evidence["request" | "response"]>): string[] {
  const headers = Object.entries(message.headers)
    .filter(([name]) => tellingHeaders.has(name.toLowerCase()))
    .map(([name, value]) => `${mark} ${oneLine(`${name}: ${[value].flat().join(", ")}`)}`);
  const body =
    message.body === undefined || message.body === "" ? [] : textLines(shorten(message.body, maximumBodyCharacters));
  return [...headers, ...body.map((line) => `${mark} ${line}`)];
}

const replayLine = (line: string, paint: Paint) => `${paint.faint("replay")} ${oneLine(line)}`;
const reason = (message: string | undefined) => (message === undefined ? "" : `: ${oneLine(message)}`);
const indent = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
const textLines = (text: string) => plain(text).split("\n");
const oneLine = (text: string) => plain(text).replaceAll(/\s*\n\s*/g, " ");
