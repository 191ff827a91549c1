import type { LinkDefinition } from "./definition.ts";

/** Links that hand the same parameters to each of the named operations: create → read → delete. */
export function linksTo<const Name extends string>(
  parameters: Readonly<Record<string, unknown>>,
  ...operationIds: readonly Name[]
): Readonly<Record<Name, LinkDefinition>> {
  return Object.fromEntries(operationIds.map((id) => [id, { parameters }])) as Record<Name, LinkDefinition>;
}
