import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext, Report } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import type { Identity } from "../../kit/identity.ts";
import { redactExchange } from "../../kit/redact.ts";
import { strangerTo } from "../session/stranger.ts";
import { pathNames } from "../state/producers.ts";
import { isOpenTo, names } from "./ownership.ts";

/**
 * A list shows another subject's object, which that subject may not read by itself: it must not. OWASP API1:2023. Where
 * strangers may read single objects, a list may show them too.
 */
export async function judgeForeignList(
  context: CheckContext,
  operation: Operation,
  subject: Pick<Report, "check" | "operation">,
): Promise<void> {
  const skip = (message: string) => context.report({ ...subject, verdict: "skipped", message });
  if (operation.method !== "get" || pathNames(operation).length > 0) return skip("it reads no list");
  const reader = context.contract.operations.find(
    ({ method, path }) => method === "get" && path.startsWith(`${operation.path}/{`) && path.endsWith("}"),
  );
  if (reader === undefined) return skip("no operation reads one object of it");
  const [list, prepared] = [await context.state.prepare(operation), await context.state.prepare(reader)];
  if ("unreachable" in list) return skip(list.unreachable);
  if ("unreachable" in prepared) return skip(prepared.unreachable);
  const { call, producer } = prepared;
  const owner = producer?.call.identity;
  if (producer === undefined || owner === undefined || !names(producer.exchange.response.body, owner.subject)) {
    return skip("what it lists names no owner (no member holds the caller's subject), so nobody is a stranger to it");
  }
  if (!isOpenTo(operation, owner)) return skip(`it is not open to the owner's role (${owner.roles.join(", ")})`);
  const stranger = await strangerTo(context, operation, owner);
  if ("reason" in stranger) return skip(stranger.reason);

  const ids = pathNames(reader).map((name) => String(call.path[name]));
  const shows = ({ response }: Exchange) => ids.every((id) => names(response.body, id));
  const listAs = async (identity: Identity) => context.send(await context.bind({ ...list.call, identity }), operation);
  if (!shows(await listAs(owner))) return skip("its first answer does not show its owner what was just created");
  const single = await context.send(await context.bind({ ...call, identity: stranger.identity }), reader);
  if (single.response.status < 300) return skip(`strangers may read what it lists (${reader.id})`);
  const seen = await listAs(stranger.identity);
  if (shows(seen)) {
    const message = `${operation.id} must not list an object to a stranger who may not read it (OWASP API1:2023): ${reader.id} answered ${single.response.status} to the same caller.`;
    return context.report({ ...subject, verdict: "fail", message, evidence: redactExchange(seen) });
  }
  const message = `${operation.id} shows a stranger nothing of the owner's object, as ${reader.id} does.`;
  return context.report({ ...subject, verdict: "pass", message });
}
