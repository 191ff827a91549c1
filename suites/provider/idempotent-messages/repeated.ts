import type { CheckContext, PreparedCall, Report } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { redactExchange } from "../../kit/redact.ts";
import { readingOf } from "../state/created.ts";
import { isSuccess, stateOf } from "./answers.ts";

type Subject = Pick<Report, "check" | "operation">;

/** PUT says what an object is: said twice, it is the same (RFC 9110 §9.2.2, §9.3.4). */
export async function judgeRepeatedPut(
  context: CheckContext,
  { call }: PreparedCall,
  subject: Subject,
): Promise<Report> {
  const { operation, path, identity } = call;
  const reading = readingOf(context.contract, { operation, path });
  const put = async () => context.send(await context.bind(call), operation);
  /** The object as it is read; where nothing reads it, as the answer to the PUT shows it. */
  const shown = async (answer: Exchange) => {
    if (reading === undefined) return answer;
    const read = { operation: reading.operation, path, query: {}, headers: {} };
    return context.send(await context.bind(identity === undefined ? read : { ...read, identity }), reading.operation);
  };
  const first = await put();
  if (!isSuccess(first)) {
    const message = `The first request should have been accepted, and was answered ${first.response.status}; so no repetition could be judged.`;
    return { ...subject, verdict: "inconclusive", message, evidence: redactExchange(first) };
  }
  const before = await shown(first);
  const second = await put();
  const after = await shown(second);
  const rule = "must leave the same state when it is repeated (RFC 9110 §9.2.2)";
  if (!isSuccess(second)) {
    const message = `${operation.id} ${rule}, and answered ${first.response.status}, then ${second.response.status}.`;
    return { ...subject, verdict: "fail", message, evidence: redactExchange(second) };
  }
  if (stateOf(before) !== stateOf(after)) {
    const message = `${operation.id} ${rule}, and after the second time the object reads otherwise than after the first.`;
    return { ...subject, verdict: "fail", message, evidence: redactExchange(after) };
  }
  return { ...subject, verdict: "pass", message: `${operation.id} leaves the same state when it is repeated.` };
}

/** What is gone is gone: DELETE said again changes nothing and breaks nothing (RFC 9110 §9.2.2, §9.3.5). */
export async function judgeRepeatedDelete(
  context: CheckContext,
  { call }: PreparedCall,
  subject: Subject,
): Promise<Report> {
  const { operation } = call;
  const remove = async () => context.send(await context.bind(call), operation);
  const first = await remove();
  if (!isSuccess(first)) {
    const message = `The first request should have been accepted, and was answered ${first.response.status}; so no repetition could be judged.`;
    return { ...subject, verdict: "inconclusive", message, evidence: redactExchange(first) };
  }
  const second = await remove();
  const isFine = isSuccess(second) || second.response.status === 404 || second.response.status === 410;
  if (!isFine) {
    const message = `${operation.id} must find nothing left to do when it is repeated (RFC 9110 §9.2.2: a success, 404 or 410), and answered ${second.response.status}.`;
    return { ...subject, verdict: "fail", message, evidence: redactExchange(second) };
  }
  const message = `${operation.id} answers ${first.response.status}, and ${second.response.status} when it is repeated.`;
  return { ...subject, verdict: "pass", message };
}
