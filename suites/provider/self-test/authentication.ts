import type { Judged, SelfTestRoute } from "./route.ts";

/** Whether who shows no token is refused: a self-test costs what a business transaction costs, and tells what is broken. */
export async function judgeAuthentication({ context, operation, call }: SelfTestRoute): Promise<Judged> {
  if (context.contract.operations.every(({ security }) => security.length === 0)) {
    return { verdict: "skipped", message: "the contract asks for a token nowhere (security)" };
  }
  const { identity: _identity, ...anonymous } = call;
  const exchange = await context.send(await context.bind(anonymous), operation);
  const { status } = exchange.response;
  if (status === 401 || status === 403) {
    return { verdict: "pass", message: `${operation.id} answers ${status} to who shows no token.` };
  }
  const message = `A self-test must be authenticated (${operation.id} is one by x-tercet.selfTest), and it answered ${status} without a token.`;
  return { verdict: "fail", message, exchange };
}
