import type { Operation } from "../../../contracts/index.ts";
import type { Call, CheckContext, Report } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import type { Identity } from "../../kit/identity.ts";
import { redactExchange } from "../../kit/redact.ts";
import { strangerTo } from "../session/stranger.ts";
import { pathNames } from "../state/producers.ts";
import { isOpenTo, names } from "./ownership.ts";

type Subject = Pick<Report, "check" | "operation">;

/**
 * Another subject with the owner's role asks for an object that was created for this: it must be refused (403, or 404
 * where its existence is not told), and the owner must read it unchanged afterwards. Where the object is named in the body
 * of a request alone (an order from somebody else's cart), every refusal will do. OWASP API1:2023.
 */
export async function judgeForeignObject(context: CheckContext, operation: Operation, subject: Subject): Promise<void> {
  const skip = (message: string) => context.report({ ...subject, verdict: "skipped", message });
  if (operation.security.length === 0) return skip("the operation is public by its contract (security)");
  const isNamed = pathNames(operation).length > 0;
  if (!isNamed && operation.method === "get") return skip("its path names no object");
  const prepared = await context.state.prepare(operation);
  if ("unreachable" in prepared) return skip(prepared.unreachable);
  const { call, producer } = prepared;
  const owner = producer?.call.identity;
  if (producer === undefined || owner === undefined)
    return skip("no link leads to it from an operation that creates the object");
  if (!names(producer.exchange.response.body, owner.subject)) {
    return skip(
      "the created object names no owner (no member holds the caller's subject), so nobody is a stranger to it",
    );
  }
  if (!isOpenTo(operation, owner))
    return skip(`the operation is not open to the owner's role (${owner.roles.join(", ")})`);

  const stranger = await strangerTo(context, operation, owner);
  if ("reason" in stranger) return skip(stranger.reason);
  const reading = readingOf(context, operation, call, owner);
  const before = reading === undefined ? [] : [await ask(context, reading), await ask(context, reading)];
  const foreign = await ask(context, { ...call, identity: stranger.identity });
  const { status } = foreign.response;
  const isRefused = isNamed ? status === 403 || status === 404 : status >= 400 && status < 500;
  if (!isRefused) {
    const message = `${operation.id} must answer ${isNamed ? "403 or 404" : "4xx"} (OWASP API1:2023) to a stranger who has the owner's role, and answered ${status}.`;
    return context.report({ ...subject, verdict: "fail", message, evidence: redactExchange(foreign) });
  }
  const after = reading === undefined ? undefined : await ask(context, reading);
  const difference = after === undefined ? undefined : differenceOf(before, after);
  if (after !== undefined && difference !== undefined) {
    const message = `${operation.id} answered ${status} to a stranger and changed the object all the same (OWASP API1:2023): its owner now reads ${difference}.`;
    return context.report({ ...subject, verdict: "fail", message, evidence: redactExchange(after) });
  }
  const unchanged = after === undefined ? "" : ", and the owner reads the object unchanged";
  const message = `${operation.id} answers ${status} to a stranger who has the owner's role${unchanged}.`;
  return context.report({ ...subject, verdict: "pass", message });
}

/** How the owner reads the object: the GET operation of the shortest path that the operation's own path begins with. */
function readingOf(context: CheckContext, operation: Operation, call: Call, owner: Identity): Call | undefined {
  const reader = context.contract.operations
    .filter((one) => one.method === "get" && pathNames(one).length > 0 && isOpenTo(one, owner))
    .filter(({ path }) => operation.path === path || operation.path.startsWith(`${path}/`))
    .toSorted((left, right) => left.path.length - right.path.length)[0];
  return reader === undefined
    ? undefined
    : { operation: reader, path: call.path, query: {}, headers: {}, identity: owner };
}

/** What the owner reads otherwise than before; members that differ from one reading to the next are nobody's doing. */
function differenceOf(before: readonly Exchange[], after: Exchange): string | undefined {
  const [first, second] = before;
  if (first === undefined) return undefined;
  if (first.response.status !== after.response.status) {
    return `${after.response.status} instead of ${first.response.status}`;
  }
  const isSteady = first.response.body === second?.response.body;
  return isSteady && first.response.body !== after.response.body ? "other content" : undefined;
}

async function ask(context: CheckContext, call: Call): Promise<Exchange> {
  return context.send(await context.bind(call), call.operation);
}
