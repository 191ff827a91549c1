import type { Contract, Operation } from "../../../contracts/index.ts";
import type { Call, CheckContext, Report } from "../../kit/check.ts";
import { credentialsOf } from "../../kit/credentials/of-target.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { type Instance, instanceName, instancesOf } from "../../kit/instance.ts";
import { redactExchange } from "../../kit/redact.ts";
import { judgeAnswer } from "../answers/judge.ts";
import { isSuccess } from "../idempotent-messages/answers.ts";
import { isOperatorRoute } from "../operator-route.ts";
import { createState } from "../state/state.ts";

/** As many operations are tried until one answers. */
const maxOperations = 5;

/** A released version as a finding names it. */
export function releaseName({ service, version }: Contract): string {
  return `${service}@${version}`;
}

/** Whether a released version answers at every instance, as its contract says: to a consumer who reads, with a token. */
export async function judgeRelease(
  context: CheckContext,
  release: Contract,
  subject: Pick<Report, "check" | "operation">,
): Promise<Report> {
  const calls = await readingCalls(context, release);
  if (calls.length === 0) {
    const message = "not exercised: no operation of it can be read without creating something first";
    return { ...subject, verdict: "skipped", message };
  }
  for (const instance of instancesOf(context.target)) {
    const refusals = await refusalsAt(context, release, instance, calls);
    const last = refusals.at(-1);
    if (last === undefined) continue;
    const place = `${releaseName(release)} at ${instanceName(instance)}`;
    const evidence = redactExchange(last.exchange);
    const doubt = doubtOf(refusals);
    if (doubt !== undefined) {
      const message = `Whether ${place} still answers cannot be told: ${doubt}.`;
      return { ...subject, verdict: "inconclusive", message, evidence };
    }
    const message = `The last two released versions must answer side by side, and ${place} ${last.clause}.`;
    return { ...subject, verdict: "fail", message, evidence };
  }
  return { ...subject, verdict: "pass", message: `${releaseName(release)} answers at every instance.` };
}

/** An answer that is none by the contract of its version: `answered 404 to listThings`. */
interface Refusal {
  readonly clause: string;
  readonly call: Call;
  readonly exchange: Exchange;
}

/** Asks one after the other until one answers as it must; then there is no refusal. */
async function refusalsAt(
  context: CheckContext,
  release: Contract,
  instance: Instance,
  calls: readonly Call[],
): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = [];
  for (const call of calls) {
    const { id } = call.operation;
    const exchange = await context.send(await context.at(instance).bind(call), undefined);
    const { faults } = judgeAnswer(release, call.operation, exchange);
    const answered = `answered ${exchange.response.status} to ${id}`;
    if (!isSuccess(exchange)) refusals.push({ clause: answered, call, exchange });
    else if (faults.length > 0) return [{ clause: `${answered}, where ${faults[0]}`, call, exchange }];
    else return [];
  }
  return refusals;
}

/** Why refusals do not show that a version is gone; undefined where they do. */
function doubtOf(refusals: readonly Refusal[]): string | undefined {
  const statuses = refusals.map(({ exchange }) => exchange.response.status);
  if (statuses.includes(401) || statuses.includes(403)) return "it refuses a token for this service";
  const isObject = ({ call }: Refusal) => Object.keys(call.path).length > 0;
  return statuses.every((status) => status === 404) && refusals.every(isObject)
    ? "all that can be read of it are objects, and those of its examples are not there (404)"
    : undefined;
}

/** What can be read of a release: what asks for a token first, and what has a fixed path before what names an object. */
async function readingCalls(context: CheckContext, release: Contract): Promise<readonly Call[]> {
  const rank = ({ security, path }: Operation) => Number(security.length === 0) * 2 + Number(path.includes("{"));
  const operations = release.operations
    .filter((operation) => operation.method === "get" && !isOperatorRoute(release, operation))
    .toSorted((left, right) => rank(left) - rank(right));
  // Of its operations only those are known here that read: nothing is created that this run would not delete.
  const contract = { ...release, operations };
  const state = createState({
    contract,
    subject: credentialsOf(context.target)?.subject,
    random: context.random.fork(releaseName(release)),
    call: async (call) => context.send(await context.bind(call), undefined),
    awaited: new Map(),
  });
  const calls: Call[] = [];
  for (const operation of operations) {
    if (calls.length === maxOperations) break;
    const prepared = await state.prepare(operation);
    if (!("unreachable" in prepared)) calls.push(prepared.call);
  }
  return calls;
}
