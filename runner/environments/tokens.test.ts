import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { defineConfig } from "../config/config.ts";
import { environmentSchema } from "./environment.ts";
import { readTokens } from "./tokens.ts";

const secret = "tercet-test-s3cret";
const token = { name: "token", place: { in: "header", name: "authorization", scheme: "bearer" } } as const;
const key = { name: "partner", place: { in: "header", name: "X-Key" } } as const;
const login = { name: "login", place: { in: "header", name: "authorization", scheme: "basic" } } as const;

let folder: string;
let keys: Record<string, unknown>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tercet-tokens-"));
  const jwk = await exportJWK((await generateKeyPair("ES256", { extractable: true })).privateKey);
  const signing = { alg: "ES256", typ: "at+jwt", key: jwk };
  keys = { issuer: "i", audience: "a", subject: "alice", lifetimeSeconds: 60, rolesClaim: "roles", signing };
  vi.stubEnv("TERCET_TEST_SECRET", secret);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function read(content: unknown) {
  const file = join(folder, "tokens.json");
  await writeFile(file, JSON.stringify(content));
  return readTokens(file, undefined);
}

describe("a tokens file", () => {
  test("of keys is the keys themselves", async () => {
    expect(await read(keys)).toEqual({ tokens: keys });
  });

  test.each([
    ["a token by role", { bearer: { clerk: { fromEnvironment: "TERCET_TEST_SECRET" } } }, token, ["clerk"], secret],
    ["one token for all", { bearer: { fromEnvironment: "TERCET_TEST_SECRET" }, subject: "ci" }, token, ["x"], secret],
    ["an API key", { apiKey: "k-123456" }, key, [], "k-123456"],
    [
      "a password",
      { basic: { username: "ci", password: { fromEnvironment: "TERCET_TEST_SECRET" } } },
      login,
      [],
      `ci:${secret}`,
    ],
    ["a command", { command: [process.execPath, "-p", "'t-' + process.env.TERCET_ROLES"] }, token, ["a"], "t-a"],
    ["by scheme", { schemes: { partner: { apiKey: "k-123456" }, token: { bearer: "t-1" } } }, token, [], "t-1"],
  ])("gives %s", async (_what, content, scheme, roles, value) => {
    const { credentials } = await read(content);
    expect(credentials?.serves(scheme, roles)).toBe(true);
    expect(await credentials?.obtain(scheme, { subject: "x", roles })).toMatchObject({ value });
  });

  test("with keys for one scheme among others gives both, and knows which scheme takes them", async () => {
    const { tokens, credentials } = await read({ schemes: { token: keys, partner: { apiKey: "k-123456" } } });
    expect(tokens).toEqual(keys);
    expect(credentials?.keys?.(token)).toEqual(keys);
    expect(credentials?.keys?.(key)).toBeUndefined();
    expect(credentials?.subject).toBe("alice");
  });

  test("may name a stranger, with a source of his own", async () => {
    const { credentials } = await read({ bearer: "mine", subject: "ci", stranger: { bearer: "theirs" } });
    expect(credentials?.stranger).toBe("ci-stranger");
    expect(await credentials?.obtain(token, { subject: "ci-stranger", roles: [] })).toMatchObject({ value: "theirs" });
  });

  test.each([
    [
      "a variable that is not set",
      { bearer: { fromEnvironment: "TERCET_TEST_UNSET" } },
      "TERCET_TEST_UNSET is not set",
    ],
    [
      "both places of an endpoint",
      { oauth2: { clientId: "c", clientSecret: secret } },
      "oauth2: give tokenEndpoint, or issuer",
    ],
    [
      "a wrong member deep inside",
      { oauth2: { clientId: 5, clientSecret: secret, tokenEndpoint: "https://x" } },
      "oauth2.clientId",
    ],
    ["two sources at once", { bearer: secret, apiKey: secret }, "Unrecognized key"],
    ["a command without words", { command: [] }, "command"],
  ])("with %s is refused, and its secrets are not told", async (_what, content, message) => {
    const error = await read(content).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: "configuration", message: expect.stringContaining(message) });
    expect(String(error)).not.toContain(secret);
  });
});

test("an environment takes the same, and functions too", () => {
  const config = defineConfig({
    environments: {
      bare: { services: {}, tokens: async ({ subject, roles, scheme }) => [subject, ...roles, scheme].join(" ") },
      named: { services: {}, tokens: { from: () => "token", subject: "ci", stranger: "bob" } },
      mixed: { services: {}, tokens: { schemes: { token: () => "token", partner: { apiKey: "k" } } } },
    },
  });
  for (const environment of Object.values(config.environments ?? {})) {
    expect(environmentSchema.safeParse(environment)).toMatchObject({ success: true });
  }
});
