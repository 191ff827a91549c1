import { NoAnswer } from "../../kit/no-answer.ts";
import { type Judged, runSelfTest, type SelfTestRoute, statusOf } from "./route.ts";

/** As often is a self-test run, one after another and at once. */
const runs = 4;

/** The longest that a self-test may take when nothing disturbs it, in seconds. */
export const maxSeconds = 5;

/** As often are they asked again at once after they differed: a dependency that was slow a single time disturbs one. */
const furtherRounds = 2;

/** Whether several self-tests say the same; at once they must not disturb each other. */
export async function judgeRepetition(route: SelfTestRoute, isAtOnce: boolean): Promise<Judged> {
  const first = await askAgainAndAgain(route, isAtOnce);
  if (first.verdict === "pass" || !isAtOnce) return first;
  for (let round = 0; round < furtherRounds; round++) {
    const again = await askAgainAndAgain(route, isAtOnce);
    if (again.verdict !== "pass") return again;
  }
  const message = `${runs} runs of ${route.operation.id} at once say the same, but for one of ${furtherRounds + 1} times.`;
  return { verdict: "pass", message };
}

async function askAgainAndAgain(route: SelfTestRoute, isAtOnce: boolean): Promise<Judged> {
  const one = () => runSelfTest(route);
  const exchanges = [];
  if (isAtOnce) exchanges.push(...(await Promise.all(Array.from({ length: runs }, one))));
  else for (let run = 0; run < runs; run++) exchanges.push(await one());
  const said = exchanges.map((exchange) => `${statusOf(exchange)} (${exchange.response.status})`);
  const how = isAtOnce ? "at once" : "one after another";
  const other = said.findIndex((one) => one !== said[0]);
  if (other < 0)
    return { verdict: "pass", message: `${runs} runs of ${route.operation.id} ${how} all say ${said[0]}.` };
  const message = `Self-tests must not disturb each other, and ${runs} runs of ${route.operation.id} ${how} said ${said.join(", ")}.`;
  return { verdict: "fail", message, exchange: exchanges[other] };
}

/** Whether the answer comes in time. */
export async function judgeBound(route: SelfTestRoute): Promise<Judged> {
  const { operation } = route;
  const rule = `${operation.id} must answer within ${maxSeconds} s when nothing disturbs it`;
  try {
    const exchange = await runSelfTest(route);
    const seconds = exchange.durationMilliseconds / 1000;
    if (seconds <= maxSeconds)
      return { verdict: "pass", message: `${operation.id} answers within ${seconds.toFixed(2)} s.` };
    return { verdict: "fail", message: `${rule}, and took ${seconds.toFixed(2)} s.`, exchange };
  } catch (error) {
    if (!(error instanceof NoAnswer) || error.reason !== "slow") throw error;
    return { verdict: "fail", message: `${rule}: ${error.message}` };
  }
}
