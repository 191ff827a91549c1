import type { Node } from "./swagger-parameter.ts";

/** What OpenAPI 3 calls the OAuth 2 flows of Swagger 2.0. */
const flowNames: Readonly<Record<string, string>> = {
  implicit: "implicit",
  password: "password",
  application: "clientCredentials",
  accessCode: "authorizationCode",
};

/** Lifts a security definition of Swagger 2.0 to a security scheme of OpenAPI 3.0. */
export function liftSecurityScheme(definition: Node): Node {
  const { type, flow, authorizationUrl, tokenUrl, scopes, ...rest } = definition;
  if (type === "basic") return { ...rest, type: "http", scheme: "basic" };
  if (type !== "oauth2") return definition;
  const urls = {
    ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
    ...(tokenUrl === undefined ? {} : { tokenUrl }),
  };
  const name = flowNames[String(flow)] ?? "implicit";
  return { ...rest, type, flows: { [name]: { ...urls, scopes: scopes ?? {} } } };
}
