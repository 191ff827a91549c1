import {
  type Contract,
  type Link,
  memberNames,
  type Operation,
  type Response,
  schemasOf,
} from "../../../contracts/index.ts";
import { createsByName, pathNames } from "./producers.ts";

/** What creates at a collection, and what then speaks of the object below it. */
const statuses = /^(?:200|201|2XX)$/;

/**
 * The contract with the links that most contracts leave unsaid, where their form says the same: POST at a collection, whose
 * answer has the member that a path below it asks for by name (`/things` and `/things/{thingId}`: `thingId` or `id`), and PUT
 * that creates at an object's own path. An operation that some declared link leads to is left to that. An object whose name
 * has an example is taken to be there, unless it is to be deleted: only what was created here is deleted.
 */
export function withConventionalLinks(contract: Contract): Contract {
  const linked = new Set(
    contract.operations.flatMap(({ responses }) =>
      [...responses.values()].flatMap(({ links }) => links.map(({ operationId }) => operationId)),
    ),
  );
  const targets = contract.operations.filter((one) => !linked.has(one.id) && pathNames(one).length > 0);
  if (targets.length === 0) return contract;
  const operations = contract.operations.map((operation): Operation => {
    const below = targets.filter((target) => target.id !== operation.id && speaksOf(operation, target));
    if (below.length === 0) return operation;
    const responses = new Map(
      [...operation.responses].map(([status, response]) => [
        status,
        statuses.test(status) ? withLinks(contract, operation, response, below) : response,
      ]),
    );
    return { ...operation, responses };
  });
  return { ...contract, operations };
}

/** Whether an operation creates what the target is about: at the collection above, or at the target's own path. */
function speaksOf(operation: Operation, target: Operation): boolean {
  if (operation.method === "post") {
    const name = objectName(operation, target);
    return name !== undefined && (target.method === "delete" || !hasExample(target, name));
  }
  return createsByName(operation) && operation.path === target.path && target.method !== "post";
}

function hasExample({ parameters }: Operation, name: string): boolean {
  return parameters.some((one) => one.in === "path" && one.name === name && one.examples.length > 0);
}

/** The parameter that names an object of the collection: `thingId` of `/things/{thingId}` or `/things/{thingId}/parts`. */
function objectName({ path }: Operation, target: Operation): string | undefined {
  const collection = path.replace(/\/$/, "");
  if (!target.path.startsWith(`${collection}/`)) return undefined;
  return /^\{([^{}/]+)\}(?:\/[^{}]*)?$/.exec(target.path.slice(collection.length + 1))?.[1];
}

function withLinks(
  contract: Contract,
  operation: Operation,
  response: Response,
  targets: readonly Operation[],
): Response {
  const own = pathNames(operation).map((name): [string, string] => [name, `$request.path.${name}`]);
  const links = targets.flatMap((target): Link[] => {
    const name = operation.method === "post" ? objectName(operation, target) : undefined;
    const member = name === undefined ? undefined : memberFor(contract, response, name);
    if (name !== undefined && member === undefined) return [];
    const object: [string, string][] = name === undefined ? [] : [[name, `$response.body#/${member}`]];
    const { id: operationId } = target;
    return [{ name: operationId, operationId, parameters: new Map([...own, ...object]), pointer: response.pointer }];
  });
  return links.length === 0 ? response : { ...response, links: [...response.links, ...links] };
}

/** The member of an answer that a path parameter asks for: of the same name, however it is written, else `id`. */
function memberFor(contract: Contract, { content }: Response, name: string): string | undefined {
  const schema = [...content].find(([mediaType]) => /[/+]json\b/i.test(mediaType))?.[1].schema;
  if (schema === undefined) return undefined;
  const members = memberNames(schemasOf(contract), schema);
  const plain = (text: string) => text.replaceAll(/[-_]/g, "").toLowerCase();
  return members.find((one) => plain(one) === plain(name)) ?? members.find((one) => one === "id");
}
