import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { HttpInteraction, Interaction } from "../../contracts/index.ts";
import type { TokenKeys } from "../kit/identity.ts";
import { createCredentials } from "./credentials.ts";
import { httpInteraction, pactOf } from "./testing.ts";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const keys: TokenKeys = {
  issuer: "https://identity.example",
  audience: "things",
  subject: "tests",
  lifetimeSeconds: 60,
  rolesClaim: "roles",
  signing: { alg: "ES256", key: privateKey.export({ format: "jwk" }) as TokenKeys["signing"]["key"] },
};

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const recorded = `Bearer ${part({ alg: "none" })}.${part({ sub: "anna", roles: ["customer"] })}.c2ln`;

function requestWith(headers: Record<string, string[]> = {}) {
  const [interaction] = pactOf(httpInteraction({ request: { headers } })).interactions as readonly Interaction[];
  return (interaction as HttpInteraction).request;
}

function claimsOf(headers: Readonly<Record<string, string>>): unknown {
  const payload = headers.authorization?.split(".")[1] ?? "";
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
}

describe("createCredentials", () => {
  it("mints a fresh token for whom the recorded one spoke for, and uses it again", async () => {
    const credentials = createCredentials({ headers: {}, tokens: keys });
    const headers = await credentials.headersFor(requestWith({ Authorization: [recorded] }), 200);
    expect(claimsOf(headers)).toMatchObject({ sub: "anna", roles: ["customer"], aud: "things" });
    expect(await credentials.headersFor(requestWith({ authorization: [recorded] }), 200)).toEqual(headers);
  });

  it("takes the given roles first, and those of the contract where nothing else says any", async () => {
    const given = createCredentials({ headers: {}, tokens: keys, roles: ["clerk"] });
    expect(claimsOf(await given.headersFor(requestWith({ Authorization: [recorded] }), 200))).toMatchObject({
      sub: "anna",
      roles: ["clerk"],
    });
    const contract = createCredentials({ headers: {}, tokens: keys, rolesFor: () => ["service"] });
    const placeholder = requestWith({ Authorization: ["Bearer [removed]"] });
    expect(claimsOf(await contract.headersFor(placeholder, 200))).toMatchObject({ sub: "tests", roles: ["service"] });
  });

  it("leaves the credentials of an interaction that expects 401 as they are", async () => {
    const credentials = createCredentials({ headers: { authorization: "Bearer good", "x-tenant": "1" }, tokens: keys });
    expect(await credentials.headersFor(requestWith(), 401)).toEqual({ "x-tenant": "1" });
    expect(await credentials.headersFor(requestWith(), 200)).toEqual({ authorization: "Bearer good", "x-tenant": "1" });
  });
});
