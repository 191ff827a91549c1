import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach } from "vitest";
import { runCli } from "../main.ts";

/** What a command ended with, and what it wrote. */
export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** An empty project for each test of a file, removed after it; its ledger of facts is where a user's is. */
export interface LedgerProject {
  readonly directory: () => string;
  /** Runs `tercet` there. */
  tercet(...argv: readonly string[]): Promise<CommandResult>;
  /** Writes a file, as JSON unless it is a text, and gives its name. */
  write(name: string, content: unknown): Promise<string>;
  /** The files of the ledger, in order. */
  facts(): Promise<readonly string[]>;
  /** Writes what `tercet pact verify --json` would print of the one pact in the ledger, and gives the file's name. */
  results(providerVersion: string, success: boolean): Promise<string>;
}

/** Makes the project before each test of the file that calls it. */
export function ledgerProject(): LedgerProject {
  let cwd: string;
  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), "tercet-ledger-"));
  });
  afterEach(() => rm(cwd, { recursive: true }));

  const write = async (name: string, content: unknown) => {
    await mkdir(join(cwd, name, ".."), { recursive: true });
    await writeFile(join(cwd, name), typeof content === "string" ? content : JSON.stringify(content));
    return name;
  };
  return {
    directory: () => cwd,
    write,
    async tercet(...argv) {
      const [stdout, stderr] = [new PassThrough(), new PassThrough()];
      const context = { cwd, env: {}, stdin: new PassThrough(), stdout, stderr, version: "0.0.0" };
      const code = await runCli(argv, { ...context, signal: new AbortController().signal });
      stdout.end();
      stderr.end();
      return { code, out: await text(stdout), error: await text(stderr) };
    },
    facts: async () => (await readdir(join(cwd, "contracts/facts"), { recursive: true }).catch(() => [])).toSorted(),
    async results(providerVersion, success) {
      const [content = ""] = await readdir(join(cwd, "contracts/facts/content"));
      const verdict = success ? "pass" : "fail";
      return write("results.json", [
        {
          pactDigest: content.replace(".json", ""),
          consumer: "web",
          provider: "things",
          providerVersion,
          success,
          interactions: [{ description: "a thing", verdict, message: "status 404 instead of 200" }],
        },
      ]);
    },
  };
}

/** A contract of the service `things` with one operation, which answers by a schema. */
export const thingsContract = (schema: object) => ({
  openapi: "3.1.0",
  info: { title: "Things", version: "1.0.0" },
  "x-tercet": { service: "things" },
  paths: {
    "/things/{id}": {
      get: {
        operationId: "getThing",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: { 200: { description: "It.", content: { "application/json": { schema } } } },
      },
    },
  },
});

/** The event log of a run with one case about the service `things`. */
export const eventLog = (kind: "scenario" | "guarantee", id: string, verdict: string, environment?: string) =>
  [
    {
      type: "run-started",
      at: "2026-01-01T00:00:00.000Z",
      schema: "tercet-events/1",
      tool: { name: "tercet", version: "1.0.0" },
      command: "run",
      seed: 1,
      ...(environment === undefined ? {} : { environment }),
    },
    {
      type: "case-finished",
      at: "2026-01-01T00:00:01.000Z",
      case: { id, kind, subject: "things", title: "A thing" },
      durationMilliseconds: 1,
      verdict,
      message: "It was not there.",
      steps: [],
      findings: [],
    },
  ]
    .map((event) => `${JSON.stringify(event)}\n`)
    .join("");
