import { NoAnswer } from "../../kit/no-answer.ts";
import type { StandIn, StandInMode } from "../../kit/stand-in.ts";
import {
  awaitStatus,
  freshSeconds,
  type Judged,
  runSelfTest,
  type SelfTestRoute,
  testedInstances,
  type Unreached,
} from "./route.ts";

/** An answer may be so many seconds old although it does not say so: self-tests are not run for each who asks at once. */
const unsaidSeconds = 10;

/** How a dependency is lost: its connections are refused, or it takes requests and does not answer them to the end. */
export const cuts: Readonly<Record<string, { readonly mode: StandInMode; readonly what: string }>> = {
  "dependency-cut": { mode: "dead", what: "refuses connections" },
  "dependency-slow": { mode: "slow", what: "does not end its answers" },
};

/** Whether the self-test fails while a dependency is lost, and passes again after. The stand-in is healthy at the end. */
export async function judgeCut(route: SelfTestRoute, way: string, standIn: StandIn): Promise<Judged> {
  const { operation } = route;
  const { mode, what } = cuts[way] as (typeof cuts)[string];
  const instances = testedInstances(route, standIn.urls);
  const seconds = unsaidSeconds + freshSeconds(await runSelfTest(route, instances[0]));
  const already = await awaitStatus(route, instances, (status) => status !== "fail", seconds);
  if (already !== undefined) {
    const message = `${operation.id} says fail before anything was cut; so it could not be seen whether it turns.`;
    return { verdict: "inconclusive", message, exchange: already.exchange };
  }
  let kept: Unreached | undefined;
  try {
    await standIn.setMode(mode);
    kept = await awaitStatus(route, instances, (status) => status === "fail", seconds);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const message = `A self-test must say what is broken, and while ${standIn.service} ${what} ${operation.id} gave no answer: ${error.message}`;
    return { verdict: "fail", message };
  } finally {
    await standIn.setMode("healthy");
  }
  if (kept !== undefined) {
    const message = `A self-test must fail when a dependency is lost, and ${kept.what} still says otherwise when ${standIn.service} ${what}, for ${kept.waited}.`;
    return { verdict: "fail", message, exchange: kept.exchange };
  }
  const stuck = await awaitStatus(route, instances, (status) => status !== "fail", seconds);
  if (stuck !== undefined) {
    const message = `A self-test must pass again when what was lost is back, and ${stuck.what} still says fail ${stuck.waited} after ${standIn.service} came back.`;
    return { verdict: "fail", message, exchange: stuck.exchange };
  }
  return {
    verdict: "pass",
    message: `${operation.id} fails while ${standIn.service} ${what}, and passes again after.`,
  };
}
