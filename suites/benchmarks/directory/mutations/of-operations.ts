import type { Contract, Operation } from "../../../../contracts/index.ts";
import { type Draft, edited } from "./edit.ts";
import type { Mutation } from "./mutation.ts";

/** Changes that need no look into schemas. */
export const operationMutations: readonly Mutation[] = [
  {
    name: "a description changes",
    rule: "documentation-changed",
    effect: "compatible",
    apply: (contract) =>
      edited(contract, "/info", [], (info) => {
        info.description = `${info.description ?? ""} A mutation.`;
      }),
  },
  {
    name: "an operation is removed",
    rule: "operation-removed",
    effect: "breaking",
    apply: (contract, random) => {
      const linked = new Set(linksOf(contract));
      const candidates = contract.operations.filter(({ id, pointer }) => !linked.has(id) && standsInPaths(pointer));
      if (candidates.length === 0) return undefined;
      const { id, pointer, method } = random.pick(candidates);
      return edited(contract, parentOf(pointer), [id], (pathItem) => {
        delete pathItem[method];
      });
    },
  },
  {
    name: "a public operation needs a token",
    rule: "security-required",
    effect: "breaking",
    apply: (contract, random) => {
      const candidates = contract.operations.filter(({ security }) => security.length === 0);
      if (candidates.length === 0) return undefined;
      const { id, pointer } = random.pick(candidates);
      return edited(contract, pointer, sharing(contract, pointer, id), (operation, root) => {
        const components = (root.components ?? {}) as Draft;
        const schemes = {
          ...(components.securitySchemes as Draft),
          tercetMutation: { type: "http", scheme: "bearer" },
        };
        root.components = { ...components, securitySchemes: schemes };
        operation.security = [{ tercetMutation: [] }];
      });
    },
  },
  {
    name: "a success status is removed",
    rule: "success-response-removed",
    effect: "breaking",
    apply: (contract, random) => {
      const candidates = contract.operations.filter(({ responses }) => [...responses.keys()].every(isPlainStatus));
      const removable = candidates.flatMap((operation) =>
        operation.responses.size < 2 ? [] : successes(operation).map((status) => ({ operation, status })),
      );
      if (removable.length === 0) return undefined;
      const { operation, status } = random.pick(removable);
      const { id, pointer } = operation;
      return edited(contract, `${pointer}/responses`, sharing(contract, pointer, id), (responses) => {
        delete responses[status];
      });
    },
  },
  {
    name: "a request's media type is removed",
    rule: "request-media-type-removed",
    effect: "breaking",
    apply: (contract, random) => {
      const candidates = contract.operations.flatMap(({ requestBody }) => {
        const [first, ...others] = requestBody?.content ?? [];
        if (first === undefined || others.length === 0 || others.some(([name]) => covers(name, first[0]))) return [];
        return [first[1].pointer];
      });
      if (candidates.length === 0) return undefined;
      const pointer = random.pick(candidates);
      const users = contract.operations.filter(({ requestBody }) =>
        requestBody?.content.values().some((media) => media.pointer === pointer),
      );
      const name = [...(users[0]?.requestBody?.content.keys() ?? [])][0] ?? "";
      const ids = users.map(({ id }) => id);
      return edited(contract, parentOf(pointer), ids, (content) => {
        delete content[name];
      });
    },
  },
];

/** Operations of a path item that several paths share stand at one place. */
function sharing({ operations }: Contract, pointer: string, id: string): string[] {
  return [id, ...operations.filter((other) => other.pointer === pointer && other.id !== id).map((other) => other.id)];
}

function linksOf({ operations }: Contract): string[] {
  return operations.flatMap(({ responses }) =>
    [...responses.values()].flatMap(({ links }) => links.map(({ operationId }) => operationId)),
  );
}

function successes({ responses }: Operation): string[] {
  return [...responses.keys()].filter((status) => status.startsWith("2"));
}

/** Under a range or `default`, a status that is no longer listed may still come. */
function isPlainStatus(status: string): boolean {
  return /^\d{3}$/.test(status);
}

/** A range covers many, and parameters (`; charset=utf-8`) make no other media type. */
function covers(mediaType: string, other: string): boolean {
  const essence = (name: string) => name.split(";", 1)[0]?.trim().toLowerCase();
  return mediaType.includes("*") || essence(mediaType) === essence(other);
}

function standsInPaths(pointer: string): boolean {
  return pointer.startsWith("/paths/");
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}
