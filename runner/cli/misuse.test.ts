import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { serveStatus } from "../monitor/serve.ts";
import { runCli } from "./main.ts";

const secret = "c2VjcmV0LXRoYXQtbm9ib2R5LW1heS1zZWU";
const operation = (schema: object) => ({
  openapi: "3.1.0",
  info: { title: "Things", version: "1.0.0" },
  "x-tercet": { service: "things" },
  paths: {
    "/v1/things": {
      get: {
        operationId: "listThings",
        responses: { 200: { description: "All.", content: { "application/json": { schema } } } },
      },
    },
  },
});

let cwd: string;
let plain: Server;
let plainPort: number;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "tercet-misuse-"));
  plain = createServer((_request, response) => response.end("{}"));
  await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
  plainPort = (plain.address() as AddressInfo).port;
  await mkdir(join(cwd, "folder"));
  const elliptic = await exportJWK((await generateKeyPair("ES256", { extractable: true })).privateKey);
  const tokens = { issuer: "i", audience: "a", subject: "s", lifetimeSeconds: 60, rolesClaim: "roles" };
  const files: Record<string, string> = {
    "things.json": JSON.stringify(operation({ type: "object" })),
    "broken-ref.json": JSON.stringify(operation({ $ref: "#/components/schemas/Nothing" })),
    "remote-ref.json": JSON.stringify(operation({ $ref: "https://example.com/thing.json" })),
    "broken.json": '{"openapi": ',
    "empty.json": "",
    "array.json": "[]\n",
    "unfit-tokens.json": JSON.stringify({ ...tokens, signing: { alg: "RS256", key: elliptic } }),
    "shapeless-tokens.json": JSON.stringify({ issuer: "i", secret }),
    "key.pem": `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----\n`,
    "broken.pem": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(cwd, name), content);
});
afterAll(async () => {
  plain.close();
  await rm(cwd, { recursive: true });
});

async function tercet(directory: string, argv: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const output = Promise.all([text(stdout), text(stderr)]);
  const context = { cwd: directory, env: {}, stdin: new PassThrough(), stdout, stderr, version: "0.0.0" };
  const code = await runCli(argv, { ...context, signal: new AbortController().signal });
  stdout.end();
  stderr.end();
  const [out, error] = await output;
  return { code, out, error };
}

/** What every refusal is: nothing on standard output, one line on the other, no stack trace, no secret. */
function expectOneSentence({ out, error }: { out: string; error: string }, message: string | RegExp) {
  expect(out).toBe("");
  expect(error).toMatch(message);
  expect(error).toMatch(/^tercet: [^\n]+\n$/);
  expect(error).not.toMatch(/\bat \S+:\d+:\d+|defect of tercet/);
  expect(error).not.toContain(secret);
}

const verify = (...words: string[]) => ["verify", "--contract", "things.json", "--url", "http://127.0.0.1:1", ...words];

describe("a wrong command line or file ends with 2, one sentence, and nothing written", () => {
  test.each<[string[], string | RegExp]>([
    [["verfy"], "unknown command 'verfy' (Did you mean verify?); `tercet --help`"],
    [["--nonsense"], "unknown option '--nonsense'; `tercet --help`"],
    [["contracts", "lnt"], "`tercet contracts --help`"],
    [["client", "things.json"], "'--out <file>' not specified; `tercet client --help`"],
    [["init", "one", "two"], "too many arguments"],
    [["jobs", "verify", "nothing"], "Allowed choices are"],
    [["jobs", "verify", "sql", "--mutant", "constructor"], "has no mutant constructor: choose"],
    [["jobs", "verify", "sql", "--fault", "flood"], "Allowed choices are"],
    [["verify"], "Say what to verify"],
    [["verify", "--contract", "things.json"], "needs --url"],
    [["verify", "--contract", "things.json", "--url", "localhost"], '"localhost" is no URL'],
    [verify("--seed", "99999999999"), "The largest seed is 2147483647"],
    [verify("--timeout", "0"), "At least 1 is expected"],
    [verify("--guarantee", "beauty"), 'the guarantee "beauty" does not exist; there are:'],
    [verify("--only", "json-only@nothing"), 'has no operation "nothing"; there are:'],
    [verify("--report", "yaml=report"), 'no format "yaml"'],
    [verify("--report", "json=folder"), "Give another file"],
    [verify("--report", "json=same", "--report", "html=same"), "name two files"],
    [verify("--guarantee", "beauty", "--report", "events=log", "--json"), "does not exist"],
    [["contracts", "lint", "nothing"], 'give a file, or set "contracts"'],
    [["contracts", "build"], "no folder .*contracts/source"],
    [["contracts", "release", "../things@1.0.0"], "write it as customers@1.1.0"],
    [["client", "broken-ref.json", "--out", "x.ts"], /#\/components\/schemas\/Nothing" names nothing/],
    [["client", "things.json", "--out", "folder"], /folder cannot be used \(rename: EISDIR\): give another path/],
    [["client", "things.json", "--out", "empty.json/x.ts"], /empty\.json\S* cannot be used \(mkdir: \w+\)/],
    [["init", "empty.json"], /empty\.json\S* cannot be used \(mkdir: \w+\)/],
    [["jobs", "check", "missing.json"], "missing.json cannot be read (ENOENT)"],
    [["jobs", "check", "array.json"], "array.json, line 1, is not part of a history"],
    [["jobs", "check", "broken.json"], "broken.json, line 1, is not part of a history"],
    [["report", "build", "--out", "site"], "There is no event log in"],
    [["report", "build", "--events", "missing.json", "--out", "site"], "cannot be read"],
    [["report", "build", "--events", "broken.json", "--out", "site"], "broken.json:1 is not an event"],
    [["monitor", "--environment", "none", "--port", "65536"], "The largest port is 65535"],
    [["run", "--environment", "none"], /There is no (scenario|environment)/],
  ])("%j", async (argv, message) => {
    const before = await readdir(cwd, { recursive: true });
    const result = await tercet(cwd, argv);
    expectOneSentence(result, typeof message === "string" ? pattern(message) : message);
    expect(result.code).toBe(2);
    expect(await readdir(cwd, { recursive: true })).toEqual(before);
  });

  test.each<[string, string]>([
    ["missing.json", "there is no such file; check the path"],
    ["empty.json", "the file is empty"],
    ["folder", "it is a directory"],
    ["broken.json", "neither JSON nor YAML"],
    ["array.json", "its root must be an object"],
    ["broken-ref.json", "broken-ref.json at /paths/~1v1~1things/get/responses/200/"],
    ["remote-ref.json", "remote files are not read; copy it beside the document"],
  ])("the contract %s", async (file, message) => {
    const result = await tercet(cwd, ["verify", "--contract", file, "--url", "http://127.0.0.1:1"]);
    expectOneSentence(result, pattern(message));
    expect(result.code).toBe(2);
  });

  test.each<[string, string, string]>([
    ["--tokens", "missing.json", "cannot be read"],
    ["--tokens", "broken.json", "is not JSON"],
    ["--tokens", "shapeless-tokens.json", "has not the expected form (audience: "],
    ["--tokens", "unfit-tokens.json", "cannot sign or encrypt a token: "],
    ["--ca", "missing.pem", "cannot be read"],
    ["--ca", "key.pem", "holds no certificate"],
    ["--ca", "broken.pem", "holds a broken certificate"],
  ])("%s %s", async (option, file, message) => {
    const result = await tercet(cwd, verify(option, file));
    expectOneSentence(result, pattern(message));
    expect(result.code).toBe(2);
  });
});

describe("a wrong tercet.config.ts ends with one sentence and leaves no log", () => {
  let project: string;
  beforeEach(async () => {
    project = await mkdtemp(join(cwd, "project-"));
  });
  const services = `{ things: { urls: ["http://127.0.0.1:1"], contract: "../things.json" } }`;
  const environment = (text: string) => `export default { environments: { test: ${text} } };`;

  test.each<[string, string, string, number]>([
    ["an import that is not there", 'import "nothing-of-the-kind";', "cannot be loaded: Cannot find package", 2],
    ["a throw of several lines", 'throw new Error("one\\n  at two");', "cannot be loaded: one at two. ", 2],
    ["no default export", "export const nothing = 1;", "has no default export", 2],
    ["an unknown key", "export default { enviroments: {} };", 'Unrecognized key: "enviroments". Mend', 2],
    [
      "a wrong key deep inside",
      environment('{ services: { things: { url: "x" } } }'),
      "environments.test.services.things",
      2,
    ],
    ["a wrong URL", environment('{ services: { things: { urls: ["ftp://x"] } } }'), "things.urls.0: Invalid URL", 2],
    [
      "a store that is no URL",
      environment(`{ services: ${services}, store: "${secret}" }`),
      "environments.test.store: ",
      2,
    ],
    ["tokens of a wrong form", environment(`{ services: {}, tokens: { issuer: "${secret}" } }`), "test.tokens", 2],
    ["an unknown environment", "export default { environments: { live: { services: {} } } };", "it has: live", 2],
    [
      "an unknown service",
      environment("{ services: { others: { urls: ['http://127.0.0.1:1'] } } }"),
      "it has: others",
      2,
    ],
    [
      "a tokens file that is missing",
      environment(`{ services: ${services}, tokens: "none.json" }`),
      "cannot be read",
      2,
    ],
    [
      "a function that throws",
      environment('() => { throw new Error("one\\ntwo"); }'),
      "could not be started: one two. ",
      3,
    ],
    ["a function that gives nothing", environment("async () => {}"), "gives no `stop`", 2],
    [
      "a function that gives something else",
      environment("async () => ({ environment: 5, async stop() {} })"),
      "is not valid",
      2,
    ],
  ])("%s", async (_name, config, message, code) => {
    await writeFile(join(project, "tercet.config.ts"), config);
    const { out, ...result } = await tercet(project, ["verify", "things", "--environment", "test"]);
    // Where the surroundings are at fault, a report may say so too.
    expectOneSentence({ ...result, out: code === 3 ? "" : out }, pattern(message));
    expect(result.code).toBe(code);
    const logs = join(project, ".tercet/events");
    if (code === 2 && existsSync(logs)) expect(await readdir(logs)).toEqual([]);
  });

  test.each(["constructor", "__proto__"])("an environment named %s is not there", async (name) => {
    await writeFile(join(project, "tercet.config.ts"), environment(`{ services: ${services} }`));
    const result = await tercet(project, ["verify", "things", "--environment", name]);
    expectOneSentence(result, "There is no environment");
    expect(result.code).toBe(2);
  });
});

describe("a service out of reach is inconclusive: 3, why and what to do, and no password", () => {
  const ask = (url: string) =>
    tercet(cwd, ["verify", "--contract", "things.json", "--url", url, "--only", "json-only"]);

  test.each<[string, () => string, string]>([
    ["nobody listens", () => `http://user:${secret}@127.0.0.1:1`, "cannot be reached (ECONNREFUSED); check the URL"],
    ["the name does not resolve", () => "http://nothing.invalid", "cannot be reached ("],
    ["HTTP where HTTPS is asked for", () => `https://127.0.0.1:${plainPort}`, "does not speak TLS"],
  ])("%s", async (_name, url, message) => {
    const { code, out, error } = await ask(url());
    expect(out).toContain(message);
    expect(code).toBe(3);
    expect(error).toBe("");
    expect(out).not.toContain(secret);
  });
});

describe("as a process", () => {
  const program = fileURLToPath(new URL("../../bin/tercet.js", import.meta.url));
  const start = (directory: string, ...argv: string[]) => {
    const child = spawn(process.execPath, [program, ...argv], { cwd: directory, stdio: ["ignore", "pipe", "pipe"] });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    return { child, ended, error: text(child.stderr) };
  };

  test("a syntax error in tercet.config.ts is told with its line", async () => {
    const project = await mkdtemp(join(cwd, "project-"));
    await writeFile(join(project, "tercet.config.ts"), "export default {\n  environments: [1 2],\n};\n");
    const { child, ended, error } = start(project, "contracts", "lint");
    const out = text(child.stdout);
    expect(await ended).toBe(2);
    expectOneSentence({ out: await out, error: await error }, /tercet\.config\.ts:2 cannot be loaded: /);
  });

  test("a reader that goes away (| head -1) crashes nothing", async () => {
    const { child, ended, error } = start(cwd, "client", "things.json", "--out", "-");
    child.stdout.destroy();
    expect(await ended).toBe(0);
    expect(await error).toBe("");
  });
});

test("a port in use is the surroundings' fault, and the sentence says what to do", async () => {
  const serving = serveStatus(plainPort, () => Promise.reject(new Error("not asked")));
  await expect(serving).rejects.toMatchObject({
    code: "surroundings",
    message: `Port ${plainPort} is in use: give another --port, or 0 for any.`,
  });
});

function pattern(message: string): RegExp {
  return new RegExp(message.includes(".*") ? message : message.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
}
