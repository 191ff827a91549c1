import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext, PreparedCall, Report } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { redactExchange } from "../../kit/redact.ts";
import { judgeAnswer } from "../answers/judge.ts";
import { isSuccess } from "../idempotent-messages/answers.ts";
import { createdBy } from "../state/created.ts";
import { versionIn, withoutSegment } from "./path-version.ts";

type Subject = Pick<Report, "check" | "operation">;

/**
 * Asks for an operation at its path, and in the same way with the version cut out. Served is a success that the operation
 * declares: a page that is given for any path is none. A redirect is none either: it names the version.
 */
export async function judgeUnversioned(context: CheckContext, operation: Operation, subject: Subject): Promise<Report> {
  const good = await preparedFor(context, operation);
  if (typeof good === "string") return { ...subject, verdict: "skipped", message: `not exercised: ${good}` };
  const control = await context.send(await context.bind(good.call), operation);
  if (!isSuccess(control)) {
    const message = `not exercised: ${operation.id} answered ${control.response.status} at its own path`;
    return { ...subject, verdict: "skipped", message };
  }
  const again = await preparedFor(context, operation);
  if (typeof again === "string") return { ...subject, verdict: "skipped", message: `not exercised: ${again}` };
  const request = await context.bind(again.call);
  const version = versionIn(templateOf(request.url, operation));
  if (version === undefined) return { ...subject, verdict: "skipped", message: "its path carries no version" };
  const url = withoutSegment(request.url, version.index);
  // Not shown to the contract: it says nothing of what is answered there.
  const exchange = await context.send({ ...request, url }, undefined);
  const { faults } = judgeAnswer(context.contract, operation, exchange);
  if (!isSuccess(exchange) || faults.length > 0) {
    const message = `${operation.id} is not served without its version (${exchange.response.status}).`;
    return { ...subject, verdict: "pass", message };
  }
  await remove(context, again, exchange);
  return {
    ...subject,
    verdict: "fail",
    message: `${operation.id} must be served under its version alone, so that who calls it says which one is meant, and ${new URL(url).pathname} was answered ${exchange.response.status} as well.`,
    evidence: redactExchange(exchange),
  };
}

/** The path of a request with the segments of the URL's own path in front, and the operation's template behind them. */
function templateOf(url: string, { path }: Operation): string {
  const segments = new URL(url).pathname.split("/");
  return [...segments.slice(0, segments.length - path.split("/").length + 1), ...path.split("/").slice(1)].join("/");
}

async function preparedFor({ state }: CheckContext, operation: Operation): Promise<PreparedCall | string> {
  const prepared = await state.prepare(operation);
  return "unreachable" in prepared ? prepared.unreachable : prepared;
}

/** What was created under a path that the contract does not know is deleted here: nobody else learns of it. */
async function remove(context: CheckContext, { call }: PreparedCall, exchange: Exchange): Promise<void> {
  const { contract } = context;
  const samePath = contract.operations.find(({ method, path }) => method === "delete" && path === call.operation.path);
  const deletion =
    createdBy(contract, call.operation, exchange)?.deletion ??
    (call.operation.method === "put" && samePath !== undefined ? { operation: samePath, path: call.path } : undefined);
  if (deletion === undefined) return;
  const { identity } = call;
  const removal = { ...deletion, query: {}, headers: {}, ...(identity === undefined ? {} : { identity }) };
  await context.send(await context.bind(removal), deletion.operation);
}
