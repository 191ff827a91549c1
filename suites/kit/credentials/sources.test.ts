import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { credentialsByRole } from "./by-role.ts";
import { cached } from "./cached.ts";
import { withStranger } from "./combined.ts";
import { commandGiving } from "./command.ts";
import { takesBearer } from "./credentials.ts";
import { credentialsFromFunction } from "./from-function.ts";

const scheme = { name: "token", place: { in: "header", name: "authorization", scheme: "bearer" } } as const;
const as = (...roles: string[]) => ({ subject: "alice", roles });
const node = (script: string): [string, ...string[]] => [process.execPath, "-e", script];
const fromCommand = (command: [string, ...string[]], directory = tmpdir()) =>
  credentialsFromFunction("alice", commandGiving(command, directory), "The tokens");

describe("a command", () => {
  test("finds subject, roles and scheme in its environment, and runs in the given directory", async () => {
    const directory = await mkdtemp(join(tmpdir(), "tercet-command-"));
    const script =
      "const e = process.env; console.log([e.TERCET_SUBJECT, e.TERCET_ROLES, e.TERCET_SCHEME, process.cwd()].join('|'))";
    const given = await fromCommand(node(script), directory).obtain(scheme, as("clerk", "sender"));
    expect(given).toMatchObject({ value: `alice|clerk sender|token|${directory}`, exact: true });
    await rm(directory, { recursive: true });
  });

  test.each<[string, [string, ...string[]], RegExp]>([
    ["fails", node("console.error('no such client'); process.exit(3)"), /failed \(3\): no such client\.$/],
    ["is not there", ["tercet-no-such-program"], /is not there: give a program on the PATH/],
    ["prints nothing", node(""), /gave no credential: a string that is not empty/],
    ["prints several lines", node("console.log('token:\\nabc')"), /printed several lines/],
  ])("that %s is told in one sentence", async (_what, command, message) => {
    await expect(fromCommand(command).obtain(scheme, as())).rejects.toMatchObject({
      code: "surroundings",
      message: expect.stringMatching(message),
    });
  });

  test("tells no token that it printed among its errors", async () => {
    const script = "console.error('refused eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln'); process.exit(1)";
    const error = await fromCommand(node(script))
      .obtain(scheme, as())
      .catch((thrown: Error) => thrown.message);
    expect(error).toMatch(/refused \[removed\]/);
  });
});

test("a function that throws, or gives something else than a text, is at fault", async () => {
  const throwing = credentialsFromFunction(
    "alice",
    () => Promise.reject(new Error("the vault is sealed.")),
    "The tokens",
  );
  await expect(throwing.obtain(scheme, as())).rejects.toThrow("The tokens gave no credential: the vault is sealed.");
  const empty = credentialsFromFunction("alice", () => undefined as never, "The tokens");
  await expect(empty.obtain(scheme, as())).rejects.toMatchObject({ code: "surroundings" });
});

describe("credentials by role", () => {
  const credentials = credentialsByRole("alice", takesBearer, { clerk: "c", "clerk sender": "cs", sender: "s" });

  test.each([
    [["clerk"], "c", true],
    [["sender", "clerk"], "cs", true],
    [[], "c", false],
  ])("for %o it is %s", async (roles, value, exact) => {
    expect(await credentials.obtain(scheme, as(...roles))).toMatchObject({ value, exact });
  });

  test("a role that is not given is not served", async () => {
    expect(credentials.serves(scheme, ["operator"])).toBe(false);
    expect(await credentials.obtain(scheme, as("operator"))).toBeUndefined();
  });

  test("one for everybody is known to give no role exactly", async () => {
    const one = credentialsByRole("alice", takesBearer, "t");
    expect(await one.obtain(scheme, as("operator"))).toMatchObject({ value: "t", exact: false });
  });
});

test("the stranger has a source of his own", async () => {
  const both = withStranger(credentialsByRole("alice", takesBearer, "a"), credentialsByRole("bob", takesBearer, "b"));
  expect(both).toMatchObject({ subject: "alice", stranger: "bob" });
  expect(await both.obtain(scheme, { subject: "bob", roles: [] })).toMatchObject({ value: "b" });
  expect(await both.obtain(scheme, { subject: "alice", roles: [] })).toMatchObject({ value: "a" });
});

describe("cached credentials", () => {
  const counting = (lifetimeSeconds: number, fail = () => false) => {
    let asked = 0;
    const credentials = cached({
      subject: "alice",
      serves: () => true,
      async obtain() {
        asked++;
        if (fail()) throw new Error("out of reach");
        return { value: `t${asked}`, exact: true, lifetimeSeconds };
      },
    });
    return { credentials, asked: () => asked };
  };

  test("are obtained once for a caller, also by calls side by side", async () => {
    const { credentials, asked } = counting(60);
    await Promise.all([credentials.obtain(scheme, as("clerk")), credentials.obtain(scheme, as("clerk"))]);
    expect(asked()).toBe(1);
    await credentials.obtain(scheme, as("sender"));
    expect(asked()).toBe(2);
  });

  test("are obtained anew when their life is over", async () => {
    const { credentials } = counting(0);
    expect(await credentials.obtain(scheme, as())).toMatchObject({ value: "t1" });
    expect(await credentials.obtain(scheme, as())).toMatchObject({ value: "t2" });
  });

  test("are asked for again after a failure", async () => {
    let broken = true;
    const { credentials } = counting(60, () => broken);
    await expect(credentials.obtain(scheme, as())).rejects.toThrow("out of reach");
    broken = false;
    expect(await credentials.obtain(scheme, as())).toMatchObject({ value: "t2" });
  });
});
