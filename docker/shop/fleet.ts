import { join } from "node:path";
import { compileCache } from "../compile-cache.ts";
import { type Instance, launch } from "./launch.ts";
import { dataCentres, type ServiceName, services } from "./services.ts";

type PartName = ServiceName | "identity";

/** The processes of one shop. */
export interface Fleet {
  /** Starts these services in their data centres, side by side; a later group knows where the earlier ones are. */
  launch(names: readonly PartName[]): Promise<void>;
  /**
   * Starts more instances of a service, one in each data centre, that look for a dependency at another address; to its other
   * callers they are not known. Returns their URLs.
   */
  launchApart(name: ServiceName, dependency: ServiceName, url: string): Promise<string[]>;
  /** Every service with the URLs of its instances, all and by data centre. */
  services(): Record<string, { urls: string[]; locations: Record<string, string[]> }>;
  stop(): Promise<void>;
}

/** Manages processes; `secretsOf` gives the folder of a service's secrets. */
export function createFleet(options: {
  readonly directory: string;
  readonly secretsOf: (name: PartName) => string;
  readonly signal: AbortSignal;
}): Fleet {
  const instances: (Instance & { readonly service: PartName; readonly dataCentre: string })[] = [];
  const apart: Instance[] = [];
  const urlsOf = (name: PartName) => instances.filter(({ service }) => service === name);

  /** The same variables that compose.yaml sets. Each data centre asks its own instance first. */
  function variablesOf(service: PartName, dataCentre: string): Record<string, string> {
    const nearestFirst = (name: PartName) =>
      urlsOf(name)
        .toSorted((one, other) => Number(other.dataCentre === dataCentre) - Number(one.dataCentre === dataCentre))
        .map(({ url }) => url)
        .join(" ");
    return {
      SECRETS: options.secretsOf(service),
      SEED: "demo",
      ...compileCache(),
      INSTANCES: String(dataCentres.length),
      IDENTITY_URLS: nearestFirst("identity"),
      CUSTOMERS_URLS: nearestFirst("customers"),
      PRODUCTS_URLS: nearestFirst("products"),
    };
  }

  async function stop(): Promise<void> {
    await Promise.all([...instances.splice(0), ...apart.splice(0)].map((instance) => instance.stop()));
  }

  function start(
    service: PartName,
    place: { readonly dataCentre: string; readonly signal: AbortSignal },
    variables: Record<string, string>,
  ): Promise<Instance> {
    const logFile = join(options.directory, "logs", `${service}-${place.dataCentre}.ndjson`);
    return launch({ service, ...place, variables, logFile });
  }

  return {
    async launch(names) {
      // When one of them fails, those beside it need not come up any more.
      const failed = new AbortController();
      const signal = AbortSignal.any([options.signal, failed.signal]);
      const launches = names.flatMap((service) =>
        placesOf(service).map(async (dataCentre) => {
          const instance = await start(service, { dataCentre, signal }, variablesOf(service, dataCentre));
          return { ...instance, service, dataCentre };
        }),
      );
      for (const launched of launches) launched.catch((error) => failed.abort(error));
      const results = await Promise.allSettled(launches);
      instances.push(...results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])));
      signal.throwIfAborted();
    },
    async launchApart(service, dependency, url) {
      const { signal } = options;
      const launches = dataCentres.map((dataCentre) => {
        const variables = { ...variablesOf(service, dataCentre), [`${dependency.toUpperCase()}_URLS`]: url };
        return start(service, { dataCentre: apartFrom(dataCentre), signal }, variables);
      });
      const results = await Promise.allSettled(launches);
      apart.push(...results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])));
      for (const result of results) if (result.status === "rejected") throw result.reason;
      return apart.map((instance) => instance.url);
    },
    services: () =>
      Object.fromEntries(
        services.map((name) => {
          const instances = urlsOf(name);
          const locations = Object.fromEntries(instances.map(({ dataCentre, url }) => [dataCentre, [url]]));
          return [name, { urls: instances.map(({ url }) => url), locations }];
        }),
      ),
    stop,
  };
}

/** Where instances run that are apart from the others: their connections and logs bear that name. */
function apartFrom(dataCentre: string): string {
  return `${dataCentre}-apart`;
}

function placesOf(service: PartName): readonly string[] {
  return service === "identity" ? dataCentres.slice(0, 1) : dataCentres;
}
