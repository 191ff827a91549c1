import type { Access } from "./access.ts";
import { createAuthenticate } from "./access.ts";
import { createOneAtATime } from "./one-at-a-time.ts";
import { type BrokerMeans, createRouter } from "./route.ts";
import { routes } from "./routes/index.ts";
import { type ListenOptions, listen, type RunningBroker } from "./server.ts";
import { createThrottle, type Rates } from "./throttle.ts";

/** A verifier with many pacts sends some hundred requests in a second; nobody types a wrong secret so often. */
export const usualRates: Rates = { requestsPerSecond: 500, failuresPerMinute: 60 };

/** What a broker is started with. */
export interface ServeOptions extends BrokerMeans, ListenOptions {
  readonly access: Access;
  readonly rates: Rates;
  /** The address in links, without a slash at its end; none: the one that a request was sent to. */
  readonly publicUrl: string | undefined;
  readonly report: (error: unknown) => void;
}

/** Serves the ledger of facts to stock clients of the Pact Broker. Throws `TercetError` (`surroundings`) as `listen` does. */
export function serveBroker(options: ServeOptions): Promise<RunningBroker> {
  const stages = {
    ...options,
    authenticate: createAuthenticate(options.access),
    throttle: createThrottle(options.rates),
    oneAtATime: createOneAtATime(),
    route: createRouter(routes),
  };
  return listen(stages, options);
}
