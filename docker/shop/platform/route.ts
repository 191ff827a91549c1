import type { ContractSource, OperationDefinition } from "../../../contracts/source/kit/index.ts";
import { Problem } from "./problem.ts";

/** An operation that a request is for, with the path's segments still as text. */
export interface Route {
  readonly id: string;
  readonly operation: OperationDefinition;
  readonly path: Readonly<Record<string, string>>;
}

/** Where a request goes; a target that leads nowhere is a `Problem` for later: 404, 405 with `Allow`, or 400. */
export type Routing =
  | { readonly route: Route; readonly problem?: never }
  | { readonly route?: never; readonly problem: Problem };

/** Finds operations by method and path. */
export function createRouter(contract: ContractSource): (method: string, pathname: string) => Routing {
  const operations = Object.entries<OperationDefinition>(contract.operations).map(([id, operation]) => ({
    id,
    operation,
    method: operation.method.toUpperCase(),
    template: operation.path.split("/"),
  }));
  return (method, pathname) => {
    const segments = pathname.split("/");
    const matching = operations.filter(({ template }) => matches(template, segments));
    if (matching.length === 0) return { problem: new Problem(404, "not-found", "There is nothing at this path.") };
    const found = matching.find((candidate) => candidate.method === method);
    if (found === undefined) {
      const allow = matching.map((candidate) => candidate.method).join(", ");
      const detail = `This path knows only ${allow}.`;
      return { problem: new Problem(405, "method-not-allowed", detail, { headers: { allow } }) };
    }
    const path = readParameters(found.template, segments);
    if (path === undefined) {
      return { problem: new Problem(400, "validation-failed", "The path is not percent-encoded UTF-8.") };
    }
    return { route: { id: found.id, operation: found.operation, path } };
  };
}

function matches(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) => (part.startsWith("{") ? segments[index] !== "" : part === segments[index]))
  );
}

function readParameters(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  try {
    return Object.fromEntries(
      template.flatMap((part, index) =>
        part.startsWith("{") ? [[part.slice(1, -1), decodeURIComponent(segments[index] as string)]] : [],
      ),
    );
  } catch {
    return undefined;
  }
}
