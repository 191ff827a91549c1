import { randomUUID } from "node:crypto";
import { Agent } from "node:https";
import type { ContractSource } from "../../../contracts/source/kit/index.ts";
import { createAuthenticator } from "./authenticate.ts";
import { type Configuration, readConfiguration } from "./configuration.ts";
import { type Database, openDatabase, type Transaction } from "./database.ts";
import { createDependency, type Dependency } from "./dependency.ts";
import { createHealth, type HealthTest } from "./health.ts";
import { createIdempotency } from "./idempotency.ts";
import { createLogs, type Logs } from "./log.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import type { Migration } from "./migrate.ts";
import type { Handler, Handlers } from "./operation.ts";
import { createPipeline } from "./pipeline.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { listen } from "./server.ts";
import { onceStopped } from "./stop.ts";
import { createInputThrottle } from "./throttle-input.ts";
import { createTokenSource } from "./token-source.ts";
import { readTrace, type Trace } from "./trace.ts";

/** A service: its contract, what it keeps, and what it does. The platform does the rest. */
export interface ServiceDefinition<Source extends ContractSource> {
  readonly contract: Source;
  readonly migrations: readonly Migration[];
  /** Puts the demo's data in; may run at every start. */
  seed?(client: Transaction): Promise<void>;
  createHandlers(surroundings: Surroundings): Handlers<Source>;
  /** The service's own business test; throws when it fails. Its transaction shows nobody what it makes, and it cleans. */
  selfTest(client: Transaction): Promise<void>;
  /** By dependency: reads something there, to see that it answers. */
  readonly probes?: Readonly<Record<string, (dependency: Dependency, trace: Trace) => Promise<unknown>>>;
  startJobs?(surroundings: Surroundings): Promise<Job>;
}

/** What a service's own code works with. */
export interface Surroundings {
  readonly database: Database;
  readonly logs: Logs;
  /** Unique for each process that was ever started. */
  readonly instance: string;
  /** A service that the contract declares as a dependency. */
  dependency(name: string): Dependency;
}

/** Work that goes on beside requests. */
export interface Job {
  stop(): Promise<void>;
}

/**
 * Runs an instance of a service until SIGTERM, SIGINT or, where it was started by `start.ts`, the end of that process.
 * It serves as soon as it listens; without its database it answers 503 and says so in its self-test.
 */
export async function runService<Source extends ContractSource>(definition: ServiceDefinition<Source>): Promise<void> {
  const { contract } = definition;
  const logs = createLogs({ service: contract.service, dataCentre: process.env.DATA_CENTRE ?? "" });
  try {
    await run(definition, readConfiguration(contract, process.env), logs);
  } catch (error) {
    logs.technical.fatal({ err: error }, error instanceof Error ? error.message : "cannot start");
    // Whatever is open already would hold the process.
    process.exit(1);
  }
}

async function run<Source extends ContractSource>(
  definition: ServiceDefinition<Source>,
  configuration: Configuration,
  logs: Logs,
): Promise<void> {
  const { contract } = definition;
  const { dataCentre, instances, secrets } = configuration;
  const database = openDatabase({
    url: secrets.databaseUrl,
    maxConnections: share(contract.extension?.database?.maxConnections ?? 10, instances),
    name: `${contract.service}-${dataCentre}`,
  });
  const metrics = createMetrics(database);
  const idempotency = createIdempotency(database);
  const agent = new Agent({ ca: secrets.authority, keepAlive: true });
  const dependencies = openDependencies(contract, configuration, { agent, metrics, logs });
  const surroundings: Surroundings = {
    database,
    logs,
    instance: `${contract.service}-${dataCentre}-${randomUUID()}`,
    dependency: (name) => dependencies.get(name) as Dependency,
  };
  const handlers = {
    ...definition.createHandlers(surroundings),
    getHealth: createHealth(contract, healthTests(definition, database, dependencies)),
    getMetrics: metrics.expose,
  };
  const authenticate = await createAuthenticator({
    verificationKey: secrets.verificationKey,
    decryptionKey: secrets.decryptionKey,
    maxLifetimeSeconds: contract.extension?.token?.maxLifetimeSeconds ?? 300,
  });
  const pipeline = createPipeline({
    contract,
    handlers: handlers as unknown as Readonly<Record<string, Handler>>,
    authenticate,
    throttle: createInputThrottle(database),
    idempotency,
    database,
    metrics,
    logs,
  });
  const { certificate, key } = secrets;
  const server = await listen({ host: configuration.host, port: configuration.port, certificate, key, pipeline });
  logs.technical.info({ port: server.port }, "listening");

  const stopping = new AbortController();
  let jobs: Job | undefined;
  onceStopped(async (reason) => {
    logs.technical.info({ reason }, "stopping");
    stopping.abort();
    await Promise.all([server.close(), jobs?.stop()]);
    idempotency.stop();
    agent.destroy();
    await database.close();
    logs.technical.info("stopped");
  });
  const seed = configuration.seed ? definition.seed : undefined;
  await prepareDatabase({ database, migrations: definition.migrations, seed, logs, signal: stopping.signal });
  if (stopping.signal.aborted) return;
  jobs = await definition.startJobs?.(surroundings);
  logs.technical.info("ready");
  process.send?.({ port: server.port });
}

/** What each of several instances may use of what is promised for all of them. */
function share(whole: number, instances: number): number {
  return Math.max(1, Math.floor(whole / instances));
}

function openDependencies(
  { service, extension }: ContractSource,
  { urls, instances, secrets }: Configuration,
  means: { readonly agent: Agent; readonly metrics: Metrics; readonly logs: Logs },
): ReadonlyMap<string, Dependency> {
  const { agent } = means;
  const [identity = ""] = urls.get("identity") ?? [];
  const token = createTokenSource({ url: identity, clientId: service, clientSecret: secrets.clientSecret, agent });
  return new Map(
    (extension?.dependencies ?? []).map(({ service: name, maxRequestsPerSecond = 50 }) => {
      const requestsPerSecond = share(maxRequestsPerSecond, instances);
      return [name, createDependency({ name, urls: urls.get(name) ?? [], requestsPerSecond, token, ...means })];
    }),
  );
}

function healthTests<Source extends ContractSource>(
  { contract, selfTest, probes = {} }: ServiceDefinition<Source>,
  database: Database,
  dependencies: ReadonlyMap<string, Dependency>,
): readonly HealthTest[] {
  return [
    {
      name: `${contract.service}:businessTest`,
      componentType: "component",
      failure: "The business test failed.",
      run: () => database.transaction(selfTest),
    },
    {
      name: "database:responseTime",
      componentType: "datastore",
      failure: "The database does not answer.",
      run: async () => void (await database.query("SELECT 1")),
    },
    ...[...dependencies].map(
      ([name, dependency]): HealthTest => ({
        name: `${name}:responseTime`,
        componentType: "component",
        failure: `The service ${name} does not answer.`,
        run: async () => void (await probes[name]?.(dependency, readTrace(undefined))),
      }),
    ),
  ];
}
