import type { JsonObject } from "../../json.ts";
import { pointer as join } from "../pointer.ts";
import type { Resolver } from "../resolve.ts";
import { readShape } from "../shape.ts";
import type { MessageSecurity, MessageServer } from "./message-contract.ts";
import { securitySchemeShape, serverShape } from "./shape.ts";

/** Reads `servers`. Throws `TercetError` (`contract`) where one cannot be used. */
export function readServers(servers: Readonly<Record<string, unknown>>, resolver: Resolver): readonly MessageServer[] {
  return Object.entries(servers).map(([name, value]) => {
    const { node, pointer } = resolver.resolve(value, join("servers", name));
    const shape = readShape(serverShape, node, pointer, resolver.source);
    return {
      name,
      address: shape.host + shape.pathname,
      protocol: shape.protocol.toLowerCase(),
      protocolVersion: shape.protocolVersion,
      security: readSecurity(shape.security, pointer, resolver),
      pointer,
    };
  });
}

/** Reads the `security` of a server or operation: the schemes themselves, of which one is enough. */
export function readSecurity(
  schemes: readonly unknown[],
  pointer: string,
  resolver: Resolver,
): readonly MessageSecurity[] {
  return schemes.map((value, index) => {
    const { node, pointer: place } = resolver.resolve(value, pointer + join("security", index));
    const { scopes } = readShape(securitySchemeShape, node, place, resolver.source);
    return { scheme: node as JsonObject, scopes };
  });
}
