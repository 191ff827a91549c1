import type { JsonObject } from "../../json.ts";
import type { MessageContract, MessageSecurity } from "../../model/asyncapi/message-contract.ts";
import { canonical } from "../../schema/equality.ts";
import type { ServiceWitness } from "../change.ts";
import { type Comparison, tell } from "./comparison.ts";

/** Who asks for credentials: an operation, or a server. */
export interface Guarded {
  readonly name: string;
  readonly security: readonly MessageSecurity[];
  readonly pointer: string;
}

/** Compares which credentials are enough; one of the alternatives is. */
export function compareSecurity(
  comparison: Comparison,
  operations: readonly string[],
  before: Guarded,
  after: Guarded,
): void {
  const { name } = after;
  const told = { operations, place: { before: before.pointer, after: after.pointer } };
  const [from, to] = [before.security, after.security];
  const witness: ServiceWitness = {
    kind: "service",
    promised: { security: from.map(shown) },
    allowed: { security: to.map(shown) },
  };
  if (from.length === 0 && to.length === 0) return;
  if (from.length === 0) {
    const message = `${name} needs credentials, and needed none.`;
    tell(comparison, { ...told, rule: "message-security-required", effect: "breaking", message, witness });
    return;
  }
  if (to.length === 0) {
    const message = `${name} needs no credentials any more.`;
    tell(comparison, { ...told, rule: "message-security-dropped", effect: "compatible", message });
    return;
  }
  for (const old of from.filter((one) => !to.some((other) => satisfies(one, other)))) {
    const message = `${name} no longer takes the credentials ${describe(old)} as enough.`;
    tell(comparison, { ...told, rule: "message-security-removed", effect: "breaking", message, witness });
  }
  for (const now of to.filter((one) => !from.some((other) => satisfies(one, other)))) {
    const message = `${name} takes the credentials ${describe(now)} as well.`;
    tell(comparison, { ...told, rule: "message-security-added", effect: "compatible", message });
  }
}

/** The servers of two contracts that bear the same name, as those who ask for credentials. */
export function guardedServers(
  before: MessageContract,
  after: MessageContract,
): readonly (readonly [before: Guarded, after: Guarded])[] {
  const named = (server: MessageContract["servers"][number]) => ({ ...server, name: `The server ${server.name}` });
  return before.servers.flatMap((server) => {
    const same = after.servers.find(({ name }) => name === server.name);
    return same === undefined ? [] : [[named(server), named(same)] as const];
  });
}

/** Who has these credentials has those as well: the same scheme, and no scope that is missing. */
function satisfies(has: MessageSecurity, needs: MessageSecurity): boolean {
  return (
    canonical(essence(has.scheme)) === canonical(essence(needs.scheme)) &&
    needs.scopes.every((scope) => has.scopes.includes(scope))
  );
}

function essence({ description: _, scopes: __, ...scheme }: JsonObject): JsonObject {
  return scheme;
}

function shown({ scheme, scopes }: MessageSecurity): JsonObject {
  return { type: scheme.type ?? null, scopes };
}

function describe({ scheme, scopes }: MessageSecurity): string {
  return `${scheme.type}${scopes.length === 0 ? "" : ` with ${scopes.join(", ")}`}`;
}
