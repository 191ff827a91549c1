import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { startDatabase } from "../databases/start.ts";
import { freePort } from "../free-port.ts";
import { environmentFile, findRunningShop, type ShopEnvironment, writeEnvironment } from "./environment.ts";
import { createFleet } from "./fleet.ts";
import { dataCentres } from "./services.ts";

/** A shop that runs: this process's own, or one that another process runs in the same folder. */
export interface StartedShop {
  readonly environment: ShopEnvironment;
  /** Stops everything that this call started, and removes its secrets; the logs stay. May be called again. */
  stop(): Promise<void>;
}

/** How a shop is started. */
export interface StartShopOptions {
  /** For secrets, logs and `environment.json`; made when it is not there. */
  readonly directory: string;
  /** A superuser's PostgreSQL URL; without it an embedded PostgreSQL is started. */
  readonly databaseUrl?: string;
  /** Aborted: everything is stopped, at whatever point. */
  readonly signal: AbortSignal;
  readonly progress: (message: string) => void;
}

type Stop = () => Promise<void>;

/**
 * Starts the shop: four services in two data centres, eight processes, over HTTPS on free ports of the loopback
 * interface. Where a shop runs in this folder already, that one is used. Throws `TercetError` (`surroundings`) when a
 * part cannot be started; then nothing is left running.
 */
export async function startShop(options: StartShopOptions): Promise<StartedShop> {
  const { signal, progress } = options;
  const directory = resolve(options.directory);
  const running = await findRunningShop(directory);
  if (running !== undefined) {
    progress("The shop runs already.");
    return { environment: running, stop: async () => {} };
  }
  const stops: Stop[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= stopAll(stops);
    return stopped;
  };
  try {
    signal.throwIfAborted();
    const environment = await start({ ...options, directory }, stops);
    signal.throwIfAborted();
    signal.addEventListener("abort", () => void stop(), { once: true });
    return { environment, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What was started last is stopped first. */
async function stopAll(stops: readonly Stop[]): Promise<void> {
  for (const stop of stops.toReversed()) await stop();
}

async function start(options: StartShopOptions, stops: Stop[]): Promise<ShopEnvironment> {
  const { directory, signal, progress } = options;
  await mkdir(join(directory, "logs"), { recursive: true });
  stops.push(() => removeSecrets(directory));
  let { databaseUrl } = options;
  if (databaseUrl === undefined) {
    progress("Starting PostgreSQL.");
    const database = await startDatabase("postgres", { how: "embedded", signal });
    stops.push(database.stop);
    databaseUrl = database.url;
  }
  progress("Making keys, certificates, and a database user for each service.");
  // Loaded late: the library for certificates is large, and who only attaches to a running shop does not need it.
  const { provision } = await import("./provision/provision.ts");
  const provided = await provision(directory, databaseUrl);
  const fleet = createFleet({ directory, secretsOf: provided.secretsOf, signal });
  stops.push(fleet.stop);
  progress("Starting customers and products in two data centres.");
  await fleet.launch(["identity", "customers", "products"]);
  progress("Starting carts and orders in two data centres.");
  const productsElsewhere = `https://127.0.0.1:${await freePort()}`;
  const launching = [
    fleet.launchApart("carts", "products", productsElsewhere),
    fleet.launch(["carts", "orders"]),
  ] as const;
  // When one of them fails, the other one is waited for, so that it is stopped as well.
  await Promise.allSettled(launching);
  const [cartsApart] = await Promise.all(launching);
  const { certificateAuthority, tokens, store } = provided;
  const secrets = provided.secretsOf("products");
  const products = {
    listen: productsElsewhere,
    certificate: join(secrets, "certificate.pem"),
    key: join(secrets, "key.pem"),
    urls: cartsApart,
  };
  const servicesWithSurroundings = Object.fromEntries(
    Object.entries(fleet.services()).map(([name, service]) => {
      const applications = dataCentres.map((dataCentre) => `${name}-${dataCentre}`);
      const database = { url: provided.statistics, user: name, applications };
      return [name, { ...service, dependencies: name === "carts" ? { products } : {}, database }];
    }),
  );
  const environment = {
    ...{ services: servicesWithSurroundings, tokens, certificateAuthority, store },
    production: false as const,
  };
  await writeEnvironment(directory, environment);
  return environment;
}

async function removeSecrets(directory: string): Promise<void> {
  const files = ["tokens.json", "authority.pem", "secrets"].map((name) => join(directory, name));
  await Promise.all([environmentFile(directory), ...files].map((file) => rm(file, { recursive: true, force: true })));
}
