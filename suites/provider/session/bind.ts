import { randomUUID } from "node:crypto";
import {
  type Contract,
  isJson,
  type Operation,
  schemasOf,
  serializeSimple,
  serializeTarget,
} from "../../../contracts/index.ts";
import type { Call } from "../../kit/check.ts";
import type { HttpRequest } from "../../kit/exchange.ts";
import type { Instance } from "../../kit/instance.ts";
import type { Wallet } from "./wallet.ts";

/** Turns a call into the request that is sent to an instance, with good credentials of the caller. */
export async function bindCall(
  call: Call,
  contract: Contract,
  { url, address }: Instance,
  wallet: Wallet,
): Promise<HttpRequest> {
  const { operation, identity, tokenLifetimeSeconds } = call;
  const mediaType = call.mediaType ?? requestMediaType(operation);
  const request: HttpRequest = {
    method: operation.method.toUpperCase(),
    url: url + serializeTarget(operation, call.path, call.query),
    ...(address === undefined ? {} : { address }),
    headers: {
      accept: acceptOf(operation),
      ...idempotencyKey(contract, operation),
      ...(call.body === undefined ? {} : { "content-type": mediaType }),
      ...Object.fromEntries(
        Object.entries(call.headers).map(([name, value]) => [name.toLowerCase(), serializeSimple(value)]),
      ),
    },
    ...(call.body === undefined ? {} : { body: serializeBody(call.body, mediaType) }),
  };
  return identity === undefined ? request : wallet.authenticate(request, operation, identity, tokenLifetimeSeconds);
}

/** The media type that a body is sent in: JSON where the operation takes it. */
export function requestMediaType(operation: Operation): string {
  const declared = [...(operation.requestBody?.content.keys() ?? [])];
  return declared.find(isJson) ?? declared[0] ?? "application/json";
}

function serializeBody(body: unknown, mediaType: string): string | Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (isJson(mediaType)) return JSON.stringify(body);
  if (mediaType.startsWith("application/x-www-form-urlencoded") && typeof body === "object" && body !== null) {
    return new URLSearchParams(
      Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString();
  }
  return typeof body === "string" ? body : JSON.stringify(body);
}

/** Everything that the operation declares to answer with, and JSON, which every service must be able to give. */
function acceptOf(operation: Operation): string {
  const declared = [...operation.responses.values()].flatMap(({ content }) => [...content.keys()]);
  const types = declared.map((type) => type.split(";")[0]?.trim() ?? "");
  return [...new Set([...types, "application/json", "application/problem+json"])].join(", ");
}

/** A fresh key wherever one is declared (draft-ietf-httpapi-idempotency-key-header §2.2). */
function idempotencyKey(contract: Contract, operation: Operation): Record<string, string> {
  const parameter = operation.parameters.find(
    ({ name, in: place }) => place === "header" && name.toLowerCase() === "idempotency-key",
  );
  if (parameter === undefined) return {};
  const uuid = randomUUID();
  // The draft wants a structured-field string, in quotes; many services take it bare.
  const forms = [uuid, `"${uuid}"`, uuid.replaceAll("-", ""), uuid.slice(0, 8)];
  const form = forms.find((one) => schemasOf(contract).errors(parameter.schema, one).length === 0);
  return { "idempotency-key": form ?? uuid };
}
