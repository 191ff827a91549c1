import type { OperationDefinition } from "../../../contracts/source/kit/index.ts";
import type { Caller } from "./authenticate.ts";
import { Problem } from "./problem.ts";

/** Refuses a caller who has none of the operation's roles: `Problem` 403. */
export function requireRole(caller: Caller, { roles }: OperationDefinition): void {
  if (roles === "public" || roles.length === 0 || roles.some((role) => caller.roles.has(role))) return;
  throw new Problem(403, "forbidden", `This needs the role ${roles.join(" or ")}.`);
}

/** Whether the caller may see the object: its owner, the back office, and services on behalf of a caller of theirs. */
export function maySee(caller: Caller, object: { readonly owner: string }): boolean {
  return object.owner === caller.subject || caller.roles.has("clerk") || caller.roles.has("service");
}
