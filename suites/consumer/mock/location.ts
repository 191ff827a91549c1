import { type Contract, type DeclaredResponse, evaluateTemplate, type Operation } from "../../../contracts/portable.ts";

/** What a link's runtime expressions see of an exchange. */
export interface LinkScope {
  readonly request?: {
    readonly path?: Readonly<Record<string, unknown>>;
    readonly query?: Readonly<Record<string, unknown>>;
    readonly body?: unknown;
  };
  readonly response: { readonly body?: unknown };
}

/** Where links of an answer lead to, with the path of the object: the operations on what it is about. */
export function linkedPaths(
  contract: Contract,
  response: DeclaredResponse,
  scope: LinkScope,
): readonly {
  readonly operation: Operation;
  readonly path: string;
  readonly values: Readonly<Record<string, unknown>>;
}[] {
  return response.links.flatMap((link) => {
    const operation = contract.operations.find(({ id }) => id === link.operationId);
    if (operation === undefined) return [];
    const values: Record<string, unknown> = {};
    for (const [, name = ""] of operation.path.matchAll(/\{([^{}]*)\}/g)) {
      const template = link.parameters.get(name) ?? link.parameters.get(`path.${name}`);
      values[name] = template === undefined ? undefined : evaluateTemplate(template, scope);
    }
    if (Object.values(values).includes(undefined)) return [];
    return [{ operation, path: fillPath(operation.path, values), values }];
  });
}

/** A template with its parameters filled in, percent-encoded. */
export function fillPath(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

/** `Location` (RFC 9110 §10.2.2) by the answer's own link to the operation that reads the object. */
export function locationBy(contract: Contract, response: DeclaredResponse, scope: LinkScope): string | undefined {
  const linked = linkedPaths(contract, response, scope).filter(({ values }) => Object.keys(values).length > 0);
  return linked.find(({ operation }) => operation.method === "get")?.path;
}
