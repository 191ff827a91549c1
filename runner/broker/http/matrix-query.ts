import { Problem } from "./problem.ts";

/** Which version of a service is meant. */
export interface VersionSelector {
  readonly service: string;
  readonly version?: string;
  readonly branch?: string;
  readonly tag?: string;
  readonly mainBranch: boolean;
}

/** What `/matrix` and `/can-i-deploy` ask. */
export interface MatrixQuery {
  readonly selectors: readonly VersionSelector[];
  /** Services whose results do not count. */
  readonly ignored: ReadonlySet<string>;
  /** Who else is there: the occupants of an environment, or the newest versions that fit, or only those that are asked for. */
  readonly beside:
    | { readonly environment: string }
    | { readonly tag: string }
    | { readonly newest: "mainBranch" | "any" }
    | "selected";
}

/** Reads a query as stock clients write it: `q[][pacticipant]=A&q[][version]=1&environment=test`. Throws `Problem` 400. */
export function readMatrixQuery(query: URLSearchParams): MatrixQuery {
  const selectors = query.has("pacticipant") ? [plain(query)] : nested(query, "q").map(selectorOf);
  if (selectors.length === 0)
    throw new Problem(400, "Invalid query", "Name a service: pacticipant=carts&version=1.2.0.");
  const ignored = nested(query, "ignore").map((one) => one.get("pacticipant") ?? "");
  const environment = query.get("environment");
  const tag = query.get("tag") ?? query.get("to");
  const beside =
    environment !== null
      ? { environment }
      : tag !== null
        ? { tag }
        : selectors.length > 1
          ? "selected"
          : { newest: query.get("mainBranch") === "true" ? ("mainBranch" as const) : ("any" as const) };
  return { selectors, ignored: new Set(ignored), beside };
}

/** `can-i-deploy` names one version directly. */
function plain(query: URLSearchParams): VersionSelector {
  return selectorOf(new Map([...query].filter(([name]) => ["pacticipant", "version", "branch"].includes(name))));
}

function selectorOf(fields: ReadonlyMap<string, string>): VersionSelector {
  const text = (name: "version" | "branch" | "tag") => {
    const value = fields.get(name);
    return value === undefined || value === "" ? {} : { [name]: value };
  };
  return {
    service: fields.get("pacticipant") ?? "",
    ...text("version"),
    ...text("branch"),
    ...text("tag"),
    mainBranch: fields.get("mainBranch") === "true",
  };
}

/** Lists of objects, as Rack reads them: a field that is there already begins the next object. */
function nested(query: URLSearchParams, list: string): readonly ReadonlyMap<string, string>[] {
  const objects: Map<string, string>[] = [];
  for (const [name, value] of query) {
    const [, field] = new RegExp(`^${list}\\[\\d*\\]\\[(\\w+)\\]$`).exec(name) ?? [];
    if (field === undefined) continue;
    if (objects.length === 0 || objects.at(-1)?.has(field)) objects.push(new Map());
    objects.at(-1)?.set(field, value);
  }
  return objects;
}
