import { isObject } from "../json.ts";
import type { Response, ResponseHeader, Schema } from "./contract.ts";
import { contractError } from "./contract-error.ts";
import { type LinkTargets, readLinks } from "./links.ts";
import { readContent } from "./media-type.ts";
import { pointer as join } from "./pointer.ts";
import type { Located, Resolver } from "./resolve.ts";
import { headerShape, readShape, responseShape } from "./shape.ts";

/** Reads the responses of an operation, by status as written. */
export function readResponses(
  { node, pointer }: Located,
  resolver: Resolver,
  targets: LinkTargets,
): ReadonlyMap<string, Response> {
  const responses = new Map<string, Response>();
  for (const [status, value] of Object.entries(isObject(node.responses) ? node.responses : {})) {
    if (status.startsWith("x-")) continue;
    const place = `${pointer}/responses${join(status)}`;
    if (!/^([1-5](\d\d|XX)|default)$/.test(status)) {
      const problem = `"${status}" is no status; use three digits, a range as 4XX, or default`;
      throw contractError(resolver.source, place, "response-status", problem);
    }
    responses.set(status, readResponse(resolver.resolve(value, place), resolver, targets));
  }
  return responses;
}

function readResponse(located: Located, resolver: Resolver, targets: LinkTargets): Response {
  return {
    description: readShape(responseShape, located.node, located.pointer, resolver.source).description,
    content: readContent(located, resolver),
    headers: readHeaders(located, resolver),
    links: readLinks(located, resolver, targets),
    pointer: located.pointer,
  };
}

function readHeaders({ node, pointer }: Located, resolver: Resolver): readonly ResponseHeader[] {
  return Object.entries(isObject(node.headers) ? node.headers : {}).flatMap(([name, value]) => {
    // The media type is said by `content`; a header of this name is ignored (3.1, Response Object).
    if (name.toLowerCase() === "content-type") return [];
    const located = resolver.resolve(value, `${pointer}/headers${join(name)}`);
    const { required } = readShape(headerShape, located.node, located.pointer, resolver.source);
    const content = [...readContent(located, resolver).values()][0];
    const schema = (located.node.schema ?? content?.schema ?? true) as Schema;
    return [{ name, required, schema, pointer: located.pointer }];
  });
}
