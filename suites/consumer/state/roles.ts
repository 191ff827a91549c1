import { expressionsIn, parsePointer } from "../../../contracts/portable.ts";
import type { Plan } from "../mock/plan.ts";

/** What an operation does to the objects of a contract. */
export type Role =
  | { readonly kind: "read" | "replace" | "update" | "remove"; readonly item: string }
  | { readonly kind: "create"; readonly item: string; readonly identity: readonly string[] | undefined }
  | { readonly kind: "list"; readonly item: string }
  /** Done to the object that is read at `item`. */
  | { readonly kind: "action"; readonly item: string };

const kinds: Readonly<Partial<Record<string, "read" | "replace" | "update" | "remove">>> = {
  get: "read",
  put: "replace",
  patch: "update",
  delete: "remove",
};

/** The path of an operation on this mock. */
export function templateOf({ prefix, operation }: Plan): string {
  return prefix + operation.path;
}

/**
 * Finds out what each operation does, from paths and links. An object is what GET reads at a path that ends in a
 * parameter; what POST makes there is said by its answer's link to it, else by the path before that parameter.
 */
export function rolesOf(plans: readonly Plan[]): ReadonlyMap<Plan, Role> {
  const items = new Set(
    plans
      .filter(({ operation }) => operation.method === "get")
      .map(templateOf)
      .filter(isItem),
  );
  const roles = new Map<Plan, Role>();
  for (const plan of plans) {
    const role = roleOf(plan, plans, items);
    if (role !== undefined) roles.set(plan, role);
  }
  return roles;
}

function roleOf(plan: Plan, plans: readonly Plan[], items: ReadonlySet<string>): Role | undefined {
  const template = templateOf(plan);
  const { method } = plan.operation;
  const below = [...items].find((item) => parentOf(item) === template);
  const kind = kinds[method];
  if (kind !== undefined && items.has(template)) return { kind, item: template };
  if (method === "get" && below !== undefined) return { kind: "list", item: below };
  if (method === "post") {
    const created =
      createdBy(plan, plans, items) ?? (below === undefined ? undefined : { item: below, identity: undefined });
    if (created !== undefined) return { kind: "create", ...created };
  }
  const owners = [...items].filter((item) => template.startsWith(`${item}/`));
  const item = owners.sort((one, other) => other.length - one.length)[0];
  return item === undefined ? undefined : { kind: "action", item };
}

/** The object to which a success links by what its body says: that is where its new identity stands. */
function createdBy(plan: Plan, plans: readonly Plan[], items: ReadonlySet<string>) {
  const { operation, contract } = plan;
  for (const [status, { links }] of operation.responses) {
    if (!status.startsWith("2")) continue;
    for (const link of links) {
      const target = plans.find((other) => other.contract === contract && other.operation.id === link.operationId);
      if (target === undefined || !items.has(templateOf(target))) continue;
      const name = lastName(templateOf(target));
      const expression = expressionsIn(String(link.parameters.get(name) ?? link.parameters.get(`path.${name}`)))[0];
      const pointer = /^\$response\.body#(.*)$/.exec(expression ?? "")?.[1];
      const identity = pointer === undefined ? undefined : parsePointer(pointer);
      if (identity !== undefined && identity.length > 0) return { item: templateOf(target), identity };
    }
  }
  return undefined;
}

function isItem(template: string): boolean {
  return /\/\{[^{}/]*\}$/.test(template);
}

/** The path before the last segment. */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** The name of the parameter at the end of an item's path. */
export function lastName(template: string): string {
  return /\{([^{}]*)\}$/.exec(template)?.[1] ?? "";
}
