import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { takesBearer } from "../credentials.ts";
import { type ClientCredentialsOptions, clientCredentials } from "./client-credentials.ts";

const scheme = { name: "token", place: { in: "header", name: "authorization", scheme: "bearer" } } as const;
const secret = "s3cret & very:secret";

/** An authorization server whose answers the test sets. */
let server: Server;
let origin: string;
let answer: (request: {
  path: string;
  headers: IncomingMessage["headers"];
  form: URLSearchParams;
}) => [number, unknown];
let asked: { path: string; headers: IncomingMessage["headers"]; form: URLSearchParams }[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { url = "", headers } = request;
    const seen = { path: url, headers, form: new URLSearchParams(Buffer.concat(chunks).toString()) };
    asked.push(seen);
    const [status, body] = answer(seen);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked = [];
  answer = () => [200, { access_token: "opaque", token_type: "Bearer", expires_in: 120 }];
});

const source = (options: Partial<ClientCredentialsOptions> = {}) =>
  clientCredentials(
    "ci",
    {
      tokenEndpoint: `${origin}/token`,
      clientId: "ci client",
      clientSecret: secret,
      clientAuthentication: "basic",
      clients: {},
      ...options,
    },
    takesBearer,
  );
const obtain = (options: Partial<ClientCredentialsOptions> = {}, ...roles: string[]) =>
  source(options).obtain(scheme, { subject: "ci", roles });

describe("the client credentials grant", () => {
  test("authenticates the client, asks for the roles as scopes, and honours expires_in", async () => {
    const credential = await obtain({ audience: "parcels", resource: "https://parcels.example" }, "read", "write");
    expect(credential).toEqual({ value: "opaque", exact: true, lifetimeSeconds: 120 });
    const [request] = asked;
    // RFC 6749 §2.3.1: form-encoded, then joined by a colon.
    const login = Buffer.from(request?.headers.authorization?.replace("Basic ", "") ?? "", "base64").toString();
    expect(login).toBe("ci+client:s3cret+%26+very%3Asecret");
    expect(Object.fromEntries(request?.form ?? [])).toEqual({
      grant_type: "client_credentials",
      scope: "read write",
      audience: "parcels",
      resource: "https://parcels.example",
    });
  });

  test("gives the client's secret in the body where the server wants it there", async () => {
    await obtain({ clientAuthentication: "post" });
    expect(asked[0]?.headers.authorization).toBeUndefined();
    expect(asked[0]?.form.get("client_secret")).toBe(secret);
  });

  test.each<[string, Partial<ClientCredentialsOptions>, string[], string | null]>([
    [
      "roles by another name",
      { scope: { clerk: "parcels:clerk depots:write" } },
      ["clerk"],
      "parcels:clerk depots:write",
    ],
    ["a role that has no other name", { scope: { clerk: "parcels:clerk" } }, ["sender"], "sender"],
    ["one scope for all", { scope: "everything" }, ["clerk"], "everything"],
    ["no role", {}, [], null],
  ])("scopes: %s", async (_what, options, roles, scope) => {
    await obtain(options, ...roles);
    expect(asked[0]?.form.get("scope")).toBe(scope);
  });

  test("uses the client of a role where roles hang on clients, and asks for no scope then", async () => {
    const clients = { clerk: { clientId: "clerk", clientSecret: "c" } };
    expect(await obtain({ clients, clientAuthentication: "post" }, "clerk")).toMatchObject({ exact: true });
    expect(asked[0]?.form.get("client_id")).toBe("clerk");
    expect(asked[0]?.form.get("scope")).toBeNull();
    expect(
      await obtain({ clients: { ...clients, sender: { clientId: "x", clientSecret: "x" } } }, "clerk", "sender"),
    ).toBe(undefined);
  });

  test.each([
    ["the server gives less", { scope: "read" }, ["read", "write"], false],
    ["the server says what it gives, in another order", { scope: "write read" }, ["read", "write"], true],
    ["nothing was asked for", {}, [], false],
  ])("roles are exact or not: %s", async (_what, said, roles, exact) => {
    answer = () => [200, { access_token: "opaque", token_type: "bearer", ...said }];
    expect(await obtain({}, ...roles)).toMatchObject({ exact });
  });

  test("a scope that the client may not have is no failure: there is no such credential", async () => {
    answer = () => [400, { error: "invalid_scope" }];
    expect(await obtain({}, "clerk")).toBeUndefined();
  });

  test.each<[string, [number, unknown], string]>([
    [
      "refuses the client",
      [401, { error: "invalid_client", error_description: "Unknown." }],
      "refuses the client ci client (401, invalid_client: Unknown)",
    ],
    ["answers with something else", [502, "<html>"], "refuses the client ci client (502)"],
    ["gives no token", [200, { token_type: "Bearer" }], "answered 200 without an access_token"],
    [
      "gives tokens that must be proved",
      [200, { access_token: "x", token_type: "DPoP" }],
      "gives tokens of the type DPoP",
    ],
  ])("a server that %s is told", async (_what, told, message) => {
    answer = () => told;
    await expect(obtain({}, "clerk")).rejects.toMatchObject({
      code: "surroundings",
      message: expect.stringContaining(message),
    });
  });

  test("a server that is out of reach is told", async () => {
    await expect(obtain({ tokenEndpoint: "http://127.0.0.1:1/token" })).rejects.toMatchObject({ code: "surroundings" });
  });
});

describe("the metadata of an issuer", () => {
  const bySource = () => source({ tokenEndpoint: undefined, issuer: `${origin}/tenant` });
  const metadata = (path: string, issuer = `${origin}/tenant`) => {
    const token: ReturnType<typeof answer> = [200, { access_token: "opaque", token_type: "Bearer" }];
    answer = (request) => {
      if (request.path === "/t/token") return token;
      return request.path === path ? [200, { issuer, token_endpoint: `${origin}/t/token` }] : [404, {}];
    };
  };

  test.each(["/.well-known/oauth-authorization-server/tenant", "/tenant/.well-known/openid-configuration"])(
    "names the token endpoint: %s",
    async (path) => {
      metadata(path);
      const credentials = bySource();
      expect(await credentials.obtain(scheme, { subject: "ci", roles: [] })).toMatchObject({ value: "opaque" });
      const before = asked.length;
      await credentials.obtain(scheme, { subject: "ci", roles: [] });
      expect(asked.length).toBe(before + 1);
    },
  );

  test("of another issuer is not believed, and none is told", async () => {
    const ask = () => bySource().obtain(scheme, { subject: "ci", roles: [] });
    metadata("/.well-known/oauth-authorization-server/tenant", "https://another.example");
    await expect(ask()).rejects.toThrow("is not that of");
    metadata("/nowhere");
    await expect(ask()).rejects.toThrow("publishes no metadata with a token endpoint");
  });
});
