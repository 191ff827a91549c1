import { isObject } from "../../json.ts";
import type { Contract, SecurityRequirement } from "../../model/contract.ts";
import { pointer as join, resolvePointer } from "../../model/pointer.ts";
import { canonical } from "../../schema/equality.ts";
import type { Comparison } from "./comparison.ts";
import type { OperationPair } from "./operation-place.ts";

/** Compares how an operation is authenticated: each way that was enough must still be enough. */
export function compareSecurity(comparison: Comparison, pair: OperationPair): void {
  const { report, request } = comparison;
  const [before, after] = [alternatives(pair.before.security), alternatives(pair.after.security)];
  const place = {
    operations: [pair.after.id],
    before: placeOf(comparison.before, pair.before.pointer),
    after: placeOf(comparison.after, pair.after.pointer),
  };
  const { id } = pair.after;
  if (before.some(isPublic)) {
    if (after.some(isPublic)) return;
    const message = `${id} was public, and needs ${after.map(told).join(" or ")}; a request without is refused.`;
    const alternative = pair.before.security.findIndex(isPublic);
    report("security-required", { ...place, message, witness: request.make(pair.before, { alternative }) });
    return;
  }
  if (after.some(isPublic)) {
    report("security-dropped", { ...place, message: `${id} is public, and needed ${before.map(told).join(" or ")}.` });
    return;
  }
  for (const [alternative, old] of before.entries()) {
    const enough = after.find((now) => needsNoMore(now, old));
    if (enough === undefined) {
      report("security-alternative-removed", {
        ...place,
        message: `For ${id}, ${told(old)} was enough, and it needs ${after.map(told).join(" or ")}.`,
        witness: request.make(pair.before, { alternative }),
      });
    } else if (!needsNoMore(old, enough)) {
      report("security-relaxed", {
        ...place,
        message: `For ${id}, ${told(enough)} is enough, and it needed ${told(old)}.`,
      });
    }
  }
  for (const now of after) {
    if (before.some((old) => needsNoMore(now, old))) continue;
    report("security-alternative-added", { ...place, message: `For ${id}, ${told(now)} is enough too.` });
  }
}

/** No requirement at all is one that needs nothing (OpenAPI 3.1 §4.8.30). */
export function alternatives(security: readonly SecurityRequirement[]): readonly SecurityRequirement[] {
  return security.length === 0 ? [{ schemes: [] }] : security;
}

function isPublic({ schemes }: SecurityRequirement): boolean {
  return schemes.length === 0;
}

/** Whether what satisfies `other` satisfies `one`. */
export function needsNoMore(one: SecurityRequirement, other: SecurityRequirement): boolean {
  return one.schemes.every(({ name, roles }) => {
    const given = other.schemes.find((scheme) => scheme.name === name);
    return given !== undefined && roles.every((role) => given.roles.includes(role));
  });
}

/** The schemes and roles of one alternative in words; empty where it needs nothing. */
export function told({ schemes }: SecurityRequirement): string {
  const names = schemes.map(({ name, roles }) => (roles.length === 0 ? name : `${name} with ${roles.join(" and ")}`));
  return names.join(" together with ");
}

/** Where the requirement of an operation stands: at itself, else at the root. */
function placeOf({ document }: Contract, pointer: string): string {
  const own = `${pointer}/security`;
  if (resolvePointer(document, own) !== undefined) return own;
  return document.security === undefined ? pointer : "/security";
}

/** What a scheme needs of a request; where it gets its tokens from is the consumer's own affair, and cannot be judged. */
const onTheWire = ["type", "scheme", "in", "name"];
const elsewhere = ["flows", "openIdConnectUrl"];

/** Compares the security schemes that operations use. */
export function compareSchemes({ before, after, report, request }: Comparison): void {
  for (const [name, old] of Object.entries(schemesOf(before))) {
    const now = schemesOf(after)[name];
    const users = before.operations.filter(({ security }) =>
      security.some(({ schemes }) => schemes.some((scheme) => scheme.name === name)),
    );
    const [user] = users;
    if (now === undefined || user === undefined || canonical(old) === canonical(now)) continue;
    const pointer = `/components/securitySchemes${join(name)}`;
    const told = { operations: users.map(({ id }) => id), before: pointer, after: pointer };
    const differs = (keys: readonly string[]) =>
      keys.find((key) => canonical(old[key] ?? null) !== canonical(now[key] ?? null));
    const wire = differs(onTheWire);
    if (wire !== undefined) {
      const message = `The security scheme ${name} has the ${wire} ${JSON.stringify(now[wire])}, and had ${JSON.stringify(old[wire])}; what was sent is not understood.`;
      const alternative = user.security.findIndex(({ schemes }) => schemes.some((scheme) => scheme.name === name));
      report("security-scheme-changed", {
        ...told,
        effect: "breaking",
        message,
        witness: request.make(user, { alternative }),
      });
    } else if (differs(elsewhere) !== undefined) {
      const message = `The security scheme ${name} gets its tokens otherwise; whether that breaks anybody could not be decided: tokens are got outside of this contract.`;
      report("security-scheme-changed", { ...told, effect: "unknown", message });
    } else
      report("security-scheme-changed", {
        ...told,
        effect: "compatible",
        message: `The security scheme ${name} is described otherwise.`,
      });
  }
}

function schemesOf({ document }: Contract): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const schemes = resolvePointer(document, "/components/securitySchemes");
  const all = isObject(schemes) ? Object.entries(schemes) : [];
  return Object.fromEntries(all.map(([name, scheme]) => [name, isObject(scheme) ? scheme : {}]));
}
