import { strangerTo } from "../session/stranger.ts";
import { freshRequest, type Judged, type Subject } from "./subject.ts";

/** Whether another subject is served while one is refused. */
export async function judgeOtherClient(subject: Subject): Promise<Judged> {
  const { context, operation, harmless } = subject;
  const { call } = harmless;
  if (call.identity === undefined) {
    return { verdict: "skipped", message: "not exercised: without tokens there is one client alone" };
  }
  const stranger = await strangerTo(context, operation, call.identity);
  if ("reason" in stranger) return { verdict: "skipped", message: `not exercised: ${stranger.reason}` };
  // Where anybody's token can be made, it is somebody whom no other check has spoken for.
  const isFree = context.target.credentials === undefined;
  const fresh = { ...call.identity, subject: `${call.identity.subject}-beside-${operation.id}` };
  const identity = isFree ? fresh : stranger.identity;
  const request = await freshRequest({ ...subject, harmless: { ...harmless, call: { ...call, identity } } });
  const exchange = await context.sendAtOnce(request, operation);
  const { status } = exchange.response;
  if (status === 401) {
    const message = `${operation.id} answered 401 to a good token of another subject; so it could not be seen.`;
    return { verdict: "inconclusive", message, exchange };
  }
  if (status === 429) {
    const message = `One client's burst must not starve another (x-tercet.rateLimit is for one client), and ${operation.id} answered 429 to another subject's first request.`;
    return { verdict: "fail", message, exchange };
  }
  return { verdict: "pass", message: `While one client is refused, ${operation.id} serves another one (${status}).` };
}
