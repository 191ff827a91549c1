import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { type Contract, findContract, TercetError, writeWhole } from "../../../contracts/index.ts";
import {
  createMock,
  createRecorder,
  demoIdentity,
  type FaultRule,
  type MockedContract,
  readFaultRule,
  type ServerIdentity,
  startMockServer,
} from "../../../suites/index.ts";
import { loadConfig } from "../../config/load.ts";
import type { CliContext, RegisterCommand } from "../context.ts";
import { portNumber, runOptions } from "../options.ts";
import { readPemPair } from "../pem.ts";

interface Options {
  readonly port: number;
  readonly host: string;
  readonly https?: true;
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string;
  readonly stateful?: true;
  readonly seed?: number;
  readonly record?: string;
  readonly consumer?: string;
  readonly fault?: readonly FaultRule[];
}

/** `tercet mock CONTRACT…`: serves contracts for consumers in any language, until it is stopped. */
export const registerMock: RegisterCommand = (program, context, finish) => {
  program
    .command("mock")
    .description("serve contracts: answers by their examples, refuses what they do not allow, goes wrong on demand")
    .argument("<contract...>", "an OpenAPI file, or a service of the catalog (carts, carts@^1); /PREFIX=… in front")
    .option("--port <n>", "0 takes any free port", portNumber, 4010)
    .option("--host <name>", "the interface to listen on", "127.0.0.1")
    .option("--https", "serve HTTPS with a certificate of a demo authority; --ca FILE writes what clients must trust")
    .option("--cert <file>", "serve HTTPS with this certificate (PEM)")
    .option("--key <file>", "and its key (PEM)")
    .option("--ca <file>", "where to write the demo authority's certificate")
    .option("--stateful", "what is created is read back, listed, changed and deleted")
    .addOption(runOptions.seed())
    .option("--record <path>", "write a Pact file, as it goes; for several contracts, a folder")
    .option("--consumer <name>", "who is recorded")
    .option(
      "--fault <rule>",
      "OPERATION:delay=500,status=503,body=broken,connection=reset,drip=50,times=2",
      collectFaults,
    )
    .action(async (references: string[], options: Options) => {
      finish(await serve(references, options, context));
    });
};

async function serve(references: readonly string[], options: Options, context: CliContext): Promise<number> {
  const { cwd, signal, stdout, stderr } = context;
  const { contracts: catalog } = await loadConfig(cwd);
  const contracts = await Promise.all(references.map((reference) => findMocked(reference, catalog, cwd)));
  const { seed, stateful = false, fault: faults = [], port, host } = options;
  const mock = createMock(contracts, { stateful, faults, ...(seed === undefined ? {} : { seed }) });
  requireOperations(contracts, faults);
  const recorder = recorderOf(options, contracts, cwd, mock);
  const tls = await identityOf(options, cwd);
  signal.throwIfAborted();
  const server = await startMockServer(mock, { port, host, ...(tls === undefined ? {} : { tls }) });
  try {
    stdout.write(`${server.url} serves ${contracts.map(titleOf).join(", ")}\n`);
    await aborted(signal);
  } finally {
    await server.close();
  }
  for (const file of (await recorder?.close()) ?? []) stderr.write(`tercet: recorded in ${file}\n`);
  return 0;
}

/** `/products=products@^1` is a contract with a prefix. */
async function findMocked(reference: string, catalog: string, cwd: string): Promise<MockedContract> {
  const [, prefix, name = reference] = /^(\/[^=]*)=(.+)$/s.exec(reference) ?? [];
  const file = resolve(cwd, name);
  const contract = await findContract(catalog, existsSync(file) ? file : name);
  return { contract, ...(prefix === undefined ? {} : { prefix }) };
}

function titleOf({ contract, prefix }: MockedContract): string {
  return `${contract.service} ${contract.version}${prefix ? ` at ${prefix}` : ""}`;
}

function requireOperations(contracts: readonly MockedContract[], faults: readonly FaultRule[]): void {
  const operations = contracts.flatMap(({ contract }: { readonly contract: Contract }) =>
    contract.operations.map(({ id }) => id),
  );
  const unknown = faults.find(({ operation }) => operation !== undefined && !operations.includes(operation));
  if (unknown === undefined) return;
  throw new TercetError(
    "usage",
    `--fault names "${unknown.operation}", which is no operation; there are ${operations.join(", ")}.`,
  );
}

function recorderOf(
  { record, consumer }: Options,
  contracts: readonly MockedContract[],
  cwd: string,
  mock: ReturnType<typeof createMock>,
) {
  if (record === undefined && consumer === undefined) return undefined;
  if (record === undefined || consumer === undefined) {
    throw new TercetError("usage", "--record PATH and --consumer NAME belong together: give both.");
  }
  const path = resolve(cwd, record);
  const isFolder = contracts.length > 1 || record.endsWith("/") || (existsSync(path) && statSync(path).isDirectory());
  if (isFolder && /\.json$/.test(record)) {
    throw new TercetError(
      "usage",
      `--record ${record} is one file, and each of several contracts has its own pact: give a folder.`,
    );
  }
  const fileOf = (provider: string) => (isFolder ? join(path, `${provider}.pact.json`) : path);
  return createRecorder(mock, { consumer, part: "tercet mock", fileOf, asItGoes: true });
}

async function identityOf({ https, cert, key, ca, host }: Options, cwd: string): Promise<ServerIdentity | undefined> {
  if ((cert === undefined) !== (key === undefined)) {
    throw new TercetError("usage", "--cert FILE and --key FILE belong together: give both.");
  }
  if (cert !== undefined && key !== undefined) {
    if (https || ca !== undefined)
      throw new TercetError("usage", "--https and --ca are for the demo authority: leave them out beside --cert.");
    return readPemPair(cert, key, cwd);
  }
  if (!https) {
    if (ca !== undefined)
      throw new TercetError("usage", "--ca writes the demo authority's certificate: give --https too.");
    return undefined;
  }
  const identity = await demoIdentity(host);
  if (ca !== undefined) await writeWhole(resolve(cwd, ca), identity.authority ?? "");
  return identity;
}

function collectFaults(text: string, all: readonly FaultRule[] = []): readonly FaultRule[] {
  const rule = readFaultRule(text);
  if (typeof rule === "string") throw new InvalidArgumentError(`${rule.charAt(0).toUpperCase()}${rule.slice(1)}.`);
  return [...all, rule];
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
}
