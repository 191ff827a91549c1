import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext } from "../../kit/check.ts";
import type { Exchange, HttpRequest } from "../../kit/exchange.ts";
import { type HarmlessRequest, harmlessRequest } from "../harmless-request.ts";
import { severalProcesses } from "./judge-scrapes.ts";
import type { Movement } from "./movement.ts";
import { looks, type MetricsObserver } from "./observer.ts";
import { type ReportOn, reporterOf } from "./report.ts";

/** As many requests are sent for each movement: more than it is looked for, since each look may be counted as well. */
const requests = 2 * looks.length;

/** How far a movement has to go, and what it must not have done before. */
type Moved = (movement: Movement) => boolean;

/** Judges whether requests to an operation, refused ones, and the time that they took, show in what is measured. */
export async function judgeOperation(
  context: CheckContext,
  observer: MetricsObserver,
  operation: Operation,
): Promise<void> {
  const report = reporterOf(context, operation.id);
  const harmless = await harmlessRequest(context, operation);
  if ("unreachable" in harmless) {
    report("request-counter", "skipped", `not exercised: ${harmless.unreachable}`);
    return;
  }
  const before = await observer.look();
  const answered = await sendSeveral(context, operation, await requestOf(context, harmless));
  const count = answered.length;
  const isCounted: Moved = ({ families, series }) =>
    [...families.values(), ...series.values()].some((grown) => grown >= count);
  const moved = await observer.since(before, isCounted);
  const last = answered.at(-1);
  if (!isCounted(moved) && (await observer.isSeveral())) {
    report("request-counter", "inconclusive", severalProcesses);
    return;
  }
  if (isCounted(moved)) {
    report("request-counter", "pass", `${count} requests to ${operation.id} show in a counter.`);
  } else {
    const message = `What is asked must be measured (x-tercet.metrics), and after ${count} requests to ${operation.id} no counter had grown by as many${nearest(moved)}.`;
    report("request-counter", "fail", message, last);
  }
  if (context.contract.extension.capacity !== undefined) {
    const isTimed = [...moved.distributions].some((family) => (moved.families.get(family) ?? 0) >= count);
    const message = isTimed
      ? `The time that ${operation.id} takes shows in a histogram or summary.`
      : `The contract promises how long answers take (x-tercet.capacity), and after ${count} requests to ${operation.id} no histogram or summary had counted as many.`;
    report("latency", isTimed ? "pass" : "fail", message, isTimed ? undefined : last);
  }
  if (context.selects("refusal-counter", operation.id)) await judgeRefusals(context, observer, harmless, moved, report);
}

/** Refused requests must show in a series of their own: one that served requests do not move. */
async function judgeRefusals(
  context: CheckContext,
  observer: MetricsObserver,
  { call, request }: HarmlessRequest,
  served: Movement,
  report: ReportOn,
): Promise<void> {
  const { operation } = call;
  const { identity: _identity, ...anonymous } = call;
  const before = observer.latest();
  const { authorization: _authorization, ...headers } = (await context.bind(anonymous)).headers;
  const refused = await sendSeveral(context, operation, { ...request, headers });
  const status = refused[0]?.response.status ?? 0;
  if (operation.security.length === 0 || status < 400) {
    const why = operation.security.length === 0 ? "it is public" : `it answered ${status} to a request without a token`;
    return report("refusal-counter", "skipped", `not exercised: ${why}`);
  }
  const count = refused.length;
  const isTold: Moved = ({ series }) => [...series].some(([key, grown]) => grown >= count && !served.series.has(key));
  const moved = await observer.since(before, isTold);
  if (isTold(moved)) {
    return report(
      "refusal-counter",
      "pass",
      `${count} requests that ${operation.id} refused (${status}) show in a counter.`,
    );
  }
  const message = `What is refused must be measured (x-tercet.metrics), and after ${count} answers ${status} of ${operation.id} no series had grown by as many that those which are served leave alone${nearest(moved)}.`;
  return report("refusal-counter", "fail", message, refused.at(-1));
}

async function requestOf(context: CheckContext, { call, request, isMalformed }: HarmlessRequest): Promise<HttpRequest> {
  if (isMalformed) return request;
  return { ...request, headers: { ...request.headers, ...authorizationOf(await context.bind(call)) } };
}

function authorizationOf({ headers }: HttpRequest): HttpRequest["headers"] {
  return headers.authorization === undefined ? {} : { authorization: headers.authorization };
}

async function sendSeveral(
  context: CheckContext,
  operation: Operation,
  request: HttpRequest,
): Promise<readonly Exchange[]> {
  return Promise.all(Array.from({ length: requests }, () => context.send(request, operation)));
}

/** For a message: what moved most, though not as it should. */
function nearest({ series }: Movement): string {
  const [most] = [...series].toSorted(([, left], [, right]) => right - left);
  return most === undefined ? "; nothing moved at all" : ` (most of all moved ${most[0]}, by ${most[1]})`;
}
