import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tokenKeys } from "../../../suites/provider/broken/keys.ts";
import { hostilities } from "../../../suites/provider/hostile/behaviours.ts";
import { hostileDocument } from "../../../suites/provider/hostile/contract.ts";
import { startHostileServer } from "../../../suites/provider/hostile/server.ts";

const bin = fileURLToPath(new URL("../../../bin/tercet.js", import.meta.url));
/** Written by the child as it ends: the most memory that it held. */
const measured = "process.on('exit', () => process.stderr.write('KiB ' + process.resourceUsage().maxRSS))";
const maxMebibytes = 500;
const maxMilliseconds = 60_000;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "tercet-hostile-"));
  await writeFile(join(directory, "openapi.json"), JSON.stringify(hostileDocument));
  await writeFile(join(directory, "tokens.json"), JSON.stringify(await tokenKeys()));
});
afterAll(() => rm(directory, { recursive: true }));

/** Verifies in a process of its own, and says how it ended and what it took. */
async function verify(url: string, contract: string, ...more: readonly string[]) {
  const startedAt = performance.now();
  const argv = ["verify", "--contract", contract, "--url", url, "--tokens", "tokens.json", "--seed", "1", ...more];
  const preload = ["--import", `data:text/javascript,${encodeURIComponent(measured)}`];
  const child = spawn(process.execPath, [...preload, bin, ...argv], {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 2 * maxMilliseconds,
    killSignal: "SIGKILL",
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  const mebibytes = Number(/KiB (\d+)$/.exec(err)?.[1]) / 1024;
  return { code, out, err, mebibytes, milliseconds: performance.now() - startedAt };
}

type Ended = Awaited<ReturnType<typeof verify>>;

function expectBounded({ err, mebibytes, milliseconds }: Ended): void {
  expect(err).toMatch(/^KiB \d+$/);
  expect(mebibytes).toBeLessThan(maxMebibytes);
  expect(milliseconds).toBeLessThan(maxMilliseconds);
}

describe("a hostile service", () => {
  test.each([
    ["sends a body without an end", 1, /✗ output-validation\/undeclared[\s\S]*answered with more than tercet reads/],
    ["sends a gzip bomb", 1, /✗ output-validation[\s\S]*the content coding gzip/],
    ["sends arrays nested 100,000 deep", 1, /✗ output-validation\/undeclared[\s\S]*nested deeper than tercet reads/],
    ["resets the connection in the middle of a body", 1, /✗ output-validation[\s\S]*in the middle of its answer/],
    ["never answers", 3, /gave no complete answer within 10000 ms/],
    ["closes each connection at once", 3, /closed the connection without a complete answer/],
    ["sends garbage", 3, /answered with something that is not HTTP/],
  ])("that %s is ended in bounded time and memory, with exit code %d", async (name, code, says) => {
    const hostility = hostilities.find((one) => one.name === name);
    const server = await startHostileServer(hostility?.behaviour ?? (() => {}));
    try {
      const ended = await verify(server.url, "openapi.json");
      expect(ended.code, ended.err).toBe(code);
      expect(ended.out).toMatch(says);
      expectBounded(ended);
    } finally {
      await server.stop();
    }
  });
});

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const members = [..."abcdefghij"];

/** Schemas of a body that ask for more than can be made. */
const greedy: readonly (readonly [string, Record<string, unknown>])[] = [
  [
    "demands itself without an end",
    { Body: { type: "object", required: ["self"], properties: { self: reference("Body") } } },
  ],
  [
    "multiplies by ten at each of twenty levels",
    Object.fromEntries(
      Array.from({ length: 20 }, (_, level) => [
        level === 0 ? "Body" : `Level${level}`,
        {
          type: "object",
          required: members,
          properties: Object.fromEntries(
            members.map((name) => [name, level === 19 ? {} : reference(`Level${level + 1}`)]),
          ),
        },
      ]),
    ),
  ],
  [
    "demands a million long texts",
    { Body: { type: "array", minItems: 1_000_000, items: { type: "string", minLength: 100_000 } } },
  ],
  [
    "has patterns that backtrack",
    {
      Body: {
        type: "object",
        required: ["name"],
        properties: { name: { type: "string", pattern: "^([a-zA-Z0-9]+\\s?)*$" } },
      },
    },
  ],
  [
    "has alternatives that multiply",
    {
      Body: {
        allOf: Array.from({ length: 25 }, (_, index) => ({
          oneOf: [{ required: [`a${index}`] }, { required: [`b${index}`] }],
        })),
      },
    },
  ],
];

describe("a hostile contract", () => {
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(400, { "content-type": "application/json" }).end("{}"));
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const write = (paths: object, schemas: object = {}) =>
    writeFile(
      join(directory, "greedy.json"),
      JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1.0.0" }, paths, components: { schemas } }),
    );

  test.each(greedy)("that %s is ended in bounded time and memory", async (_name, schemas) => {
    const requestBody = { required: true, content: { "application/json": { schema: reference("Body") } } };
    const responses = { "201": { description: "made" }, "400": { description: "refused" } };
    await write({ "/v1/things": { post: { operationId: "make", requestBody, responses } } }, schemas);
    const ended = await verify(url(), "greedy.json");
    expect([0, 1, 3]).toContain(ended.code);
    expectBounded(ended);
  });

  test("of 10,000 operations is ended when its time is over, and says what was not judged", async () => {
    const operation = (index: number) => ({ operationId: `get${index}`, responses: { "200": { description: "x" } } });
    await write(
      Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`/v1/r${index}`, { get: operation(index) }])),
    );
    const ended = await verify(url(), "greedy.json", "--timeout", "10");
    expect(ended.out).toMatch(/was ended after 10 s; give it longer with --timeout\.[\s\S]*Not judged:\s+get/);
    expectBounded(ended);
  });
});
