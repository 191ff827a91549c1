import { describe, expect, test } from "vitest";
import { credentialsByRole } from "../../kit/credentials/by-role.ts";
import { cached } from "../../kit/credentials/cached.ts";
import { withStranger } from "../../kit/credentials/combined.ts";
import { type Credentials, takesBearer } from "../../kit/credentials/credentials.ts";
import { credentialsFromFunction } from "../../kit/credentials/from-function.ts";
import type { TokenKeys } from "../../kit/identity.ts";
import { mintToken } from "../../kit/tokens.ts";
import { authenticatedRequests } from "../authenticated-requests.ts";
import { authorizedRoles } from "../authorized-roles.ts";
import type { Arrangement } from "../broken/arrangement.ts";
import { goodSecrets, schemes } from "../broken/arrangements/schemes.ts";
import { parcelsDocument } from "../broken/contract.ts";
import { examine } from "../broken/examine.ts";
import { faults } from "../broken/index.ts";
import { createProvider } from "../broken/provider.ts";

/** The provider takes tokens that are signed alone, and the harness has them from a source, without any key. */
const withSource = (make: (keys: TokenKeys) => Credentials): Arrangement => ({
  document: parcelsDocument,
  async start(change = () => ({})) {
    const provider = await createProvider((parts) => {
      const correct = { ...parts, decrypt: async (token: string) => token };
      return { ...correct, ...change(correct) };
    });
    const { encryption: _encryption, ...keys } = provider.keys;
    return { ...provider, target: { ...provider.target, credentials: cached(make(keys)) } };
  },
});
const fromFunction = (keys: TokenKeys) => credentialsFromFunction("alice", (caller) => mintToken(keys, caller), "It");
const withoutKeys = { tokens: () => undefined };
const verdicts = (findings: Awaited<ReturnType<typeof examine>>["findings"]) =>
  Object.fromEntries(findings.map(({ check, verdict }) => [check.split("/")[1], verdict]));

describe("with a token source and no signing key", () => {
  test("what only changes a good token is tried, what needs the key is skipped with that reason", async () => {
    const only = ["unsigned-token", "tampered-payload", "embedded-key", "token-in-query", "expired-token"];
    const { findings } = await examine(authenticatedRequests, {
      ...withoutKeys,
      arrangement: withSource(fromFunction),
      only: only.map((way) => `authenticated-requests/${way}@getParcel`),
    });
    expect(verdicts(findings)).toEqual({
      "unsigned-token": "pass",
      "tampered-payload": "pass",
      "embedded-key": "pass",
      "token-in-query": "pass",
      "expired-token": "skipped",
    });
    expect(findings.find(({ verdict }) => verdict === "skipped")?.message).toContain("no signing key is given");
  });

  test.each(["takes-unsigned-tokens", "does-not-verify-signatures", "believes-the-key-that-a-token-brings"])(
    "a provider that %s is caught",
    async (name) => {
      const { change, caughtBy } = faults.find((fault) => fault.name === name) as (typeof faults)[number];
      const { failed } = await examine(authenticatedRequests, {
        ...withoutKeys,
        change,
        arrangement: withSource(fromFunction),
        only: [`authenticated-requests/${caughtBy[0]}@getParcel`],
      });
      expect([...failed]).toEqual([`authenticated-requests/${caughtBy[0]}`]);
    },
  );

  test("roles are judged with what the source gives, and objects with another subject that it names", async () => {
    const arrangement = withSource((keys) =>
      withStranger(fromFunction(keys), { ...fromFunction(keys), subject: "bob" }),
    );
    const { findings } = await examine(authorizedRoles, {
      ...withoutKeys,
      arrangement,
      only: ["authorized-roles@getParcel"],
    });
    expect(verdicts(findings)).toMatchObject({ "no-role": "pass", "unlisted-role": "pass", "foreign-object": "pass" });
  });

  test("a source that gives everybody every role refutes nothing", async () => {
    const arrangement = withSource((keys) =>
      credentialsFromFunction("alice", ({ subject }) => mintToken(keys, { subject, roles: ["sender", "clerk"] }), "It"),
    );
    const { findings } = await examine(authorizedRoles, {
      ...withoutKeys,
      arrangement,
      only: ["authorized-roles@deleteParcel"],
    });
    expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(["skipped"]));
    expect(JSON.stringify(findings)).toContain("with these roles and no others");
  });

  test("tokens by role serve the operations of these roles alone", async () => {
    let sender = "";
    const arrangement = withSource(() => credentialsByRole("alice", takesBearer, { sender }));
    const { keys, stop } = await createProvider();
    await stop();
    const { encryption: _encryption, ...signedAlone } = keys;
    sender = await mintToken(signedAlone, { subject: "alice", roles: ["sender"] });
    const { findings } = await examine(authenticatedRequests, {
      ...withoutKeys,
      arrangement,
      only: ["authenticated-requests/no-token@listParcels", "authenticated-requests/no-token@putDepot"],
    });
    expect(findings.find(({ operation }) => operation === "listParcels")).toMatchObject({ verdict: "pass" });
    expect(findings.find(({ operation }) => operation === "putDepot")).toMatchObject({
      verdict: "inconclusive",
      message: expect.stringContaining("there are none for token"),
    });
  });
});

test.each([
  ["takes-any-key", "getDepot"],
  ["takes-a-key-from-the-query", "getDepot"],
  ["takes-any-key-in-a-link", "listParcels"],
  ["compares-opaque-tokens-as-far-as-they-go", "listParcels"],
  ["asks-for-no-password", "putDepot"],
])("what a provider that %s is shown stands in no finding, nor what it was changed to", async (name, operation) => {
  const { change, caughtBy } = faults.find((fault) => fault.name === name) as (typeof faults)[number];
  const only = caughtBy.map((way) => `authenticated-requests/${way}@${operation}`);
  const { findings, failed } = await examine(authenticatedRequests, { arrangement: schemes, change, only });
  expect(failed.size).toBeGreaterThan(0);
  const shown = JSON.stringify(findings);
  for (const secret of Object.values(goodSecrets)) {
    for (const part of [secret, secret.slice(0, -1), encodeURIComponent(secret)]) expect(shown).not.toContain(part);
    expect(shown).not.toContain(Buffer.from(secret).toString("base64"));
  }
});
