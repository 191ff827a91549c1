import { beforeAll, describe, expect, test } from "vitest";
import { type Contract, type Operation, parseContract } from "../../../contracts/index.ts";
import type { Exchange, HttpRequest } from "../exchange.ts";
import { createScenarioTransport, type Wire } from "../scenario-transport.ts";
import { alternativesOf, presentedFor, servedFirst } from "./authenticate.ts";
import { credentialsByRole } from "./by-role.ts";
import { credentialsByScheme } from "./combined.ts";
import { takesBearer, takesKey } from "./credentials.ts";
import { credentialsFromFunction } from "./from-function.ts";

const responses = { 200: { description: "Found.", content: { "application/json": { schema: true } } } };
let contract: Contract;
const operationOf = (id: string) => contract.operations.find((one) => one.id === id) as Operation;

beforeAll(async () => {
  contract = await parseContract(
    {
      openapi: "3.1.0",
      info: { title: "Things", version: "1.0.0" },
      security: [{ token: [] }],
      paths: {
        "/v1/either": { get: { operationId: "either", security: [{ key: [] }, { token: ["clerk"] }], responses } },
        "/v1/both": { get: { operationId: "both", security: [{ key: [], login: [] }], responses } },
        "/v1/mutual": { get: { operationId: "mutual", security: [{ tls: [] }], responses } },
        "/v1/root": { get: { operationId: "root", responses } },
        "/v1/public": { get: { operationId: "open", security: [], responses } },
      },
      components: {
        securitySchemes: {
          token: { type: "oauth2", flows: {} },
          key: { type: "apiKey", in: "query", name: "key" },
          login: { type: "http", scheme: "basic" },
          tls: { type: "mutualTLS" },
        },
      },
    },
    "things.json",
  );
});

describe("the credentials for an operation", () => {
  const token = credentialsByRole("alice", takesBearer, "t-123456");
  const key = credentialsByRole("alice", takesKey, "k-123456");

  test("are those of the first alternative that can be served", async () => {
    const presented = await presentedFor(contract, operationOf("either"), { subject: "alice", roles: [] }, token);
    expect(presented?.map(({ scheme }) => scheme.name)).toEqual(["token"]);
    const first = servedFirst(contract, token).operations.find(({ id }) => id === "either");
    expect(first?.security.map(({ schemes }) => schemes[0]?.name)).toEqual(["token", "key"]);
    expect(servedFirst(contract, key)).toBe(contract);
  });

  test("are those that its own security asks for, and the root's where it has none", () => {
    const names = (id: string) =>
      alternativesOf(contract, operationOf(id)).map((one) => one.schemes.map((s) => s.name));
    expect(names("both")).toEqual([["key", "login"]]);
    expect(names("root")).toEqual([["token"]]);
    expect(names("open")).toEqual([]);
  });

  test.each(["both", "mutual"])("are none where a part is missing, or cannot be presented: %s", async (id) => {
    expect(await presentedFor(contract, operationOf(id), { subject: "alice", roles: [] }, key)).toBeUndefined();
  });
});

test("a scenario's requests carry what a source gives, in the place of its scheme", async () => {
  const sent: HttpRequest[] = [];
  const wire: Wire = {
    send: async (request): Promise<Exchange> => {
      sent.push(request);
      const response = { status: 200, headers: { "content-type": "application/json" }, body: "{}" };
      return { request, response, durationMilliseconds: 1 };
    },
    mark: async () => "synthetic_request=true",
    userAgent: "tercet",
    traceId: "0".repeat(32),
    nextInstance: () => ({ url: "https://things.example" }),
    observe() {},
  };
  const all = () => true;
  const credentials = credentialsByScheme(
    "alice",
    new Map([
      ["token", credentialsFromFunction("alice", ({ subject, roles }) => `${subject}:${roles.join()}`, "It")],
      ["key", credentialsByRole("alice", all, "k-123456")],
      ["login", credentialsByRole("alice", all, "ci:pw-123456")],
    ]),
  );
  const target = { contract, urls: ["https://things.example"], credentials };
  const transport = createScenarioTransport(wire, target, { subject: "bob", roles: ["clerk"] });
  for (const operation of ["root", "both", "open"]) {
    const { path } = operationOf(operation);
    const parts = { parameters: {}, headers: {}, succeeds: () => true };
    await transport({ service: "things", operation, method: "get", path, ...parts });
  }
  expect(sent.map(({ url, headers }) => [url, headers.authorization])).toEqual([
    ["https://things.example/v1/root", "Bearer bob:clerk"],
    ["https://things.example/v1/both?key=k-123456", `Basic ${Buffer.from("ci:pw-123456").toString("base64")}`],
    ["https://things.example/v1/public", undefined],
  ]);
});
