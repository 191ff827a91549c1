import { isObject, type JsonObject } from "../../../json.ts";
import { type Host, hostsOf, type Part, partAt } from "./place.ts";
import type { View } from "./view.ts";

/** How deep alternatives within alternatives are looked into. */
const maximumDepth = 8;

/** The names of members that a place speaks of, in whatever alternative; a required name is one too. */
export function namesOf(view: View, hosts: readonly Host[], depth = 0): ReadonlySet<string> {
  const names = new Set<string>();
  for (const host of hosts) {
    const { properties, required } = host.schema;
    if (isObject(properties)) for (const name of Object.keys(properties)) names.add(name);
    if (Array.isArray(required)) for (const name of required) if (typeof name === "string") names.add(name);
    if (depth === maximumDepth) continue;
    for (const branch of branchesOf(host)) {
      for (const name of namesOf(view, hostsOf(view, [branch]), depth + 1)) names.add(name);
    }
  }
  return names;
}

/** The schemas that may or may not apply to the same value. */
function branchesOf(host: Host): readonly Part[] {
  const branches: Part[] = [];
  for (const keyword of ["anyOf", "oneOf"]) {
    const list = host.schema[keyword];
    if (Array.isArray(list)) branches.push(...list.map((_, index) => partAt(host, keyword, index)));
  }
  for (const keyword of ["if", "then", "else"]) {
    if (host.schema[keyword] !== undefined) branches.push(partAt(host, keyword));
  }
  for (const name of Object.keys((host.schema.dependentSchemas ?? {}) as JsonObject)) {
    branches.push(partAt(host, "dependentSchemas", name));
  }
  return branches;
}
