import { randomBytes } from "node:crypto";
import type { Random } from "../../contracts/index.ts";
import {
  createHttp,
  createSyntheticMark,
  type Exchange,
  type Http,
  type Instance,
  instancesOf,
  type Target,
  type Wire,
} from "../../suites/index.ts";

/** Longer than any answer of a healthy service takes. */
const exchangeTimeoutMilliseconds = 10_000;

/** The wire of one run; it holds connections until it is closed. */
export interface OpenWire extends Wire {
  /** The latest exchange, with its operation. */
  last(): { readonly operation: string; readonly exchange: Exchange } | undefined;
  close(): Promise<void>;
}

/** Opens the connections that a run needs: one client for each certificate authority. */
export function openWire(options: {
  readonly scenario: string;
  readonly targets: ReadonlyMap<string, Target>;
  readonly version: string;
  readonly random: Random;
}): OpenWire {
  const { targets, random } = options;
  const clients = new Map<string, Http>();
  const origins = new Map<string, Http>();
  for (const { urls, certificateAuthority } of targets.values()) {
    const http =
      clients.get(certificateAuthority ?? "") ??
      createHttp({ certificateAuthority, timeoutMilliseconds: exchangeTimeoutMilliseconds });
    clients.set(certificateAuthority ?? "", http);
    for (const url of urls) origins.set(new URL(url).origin, http);
  }
  const tokens = [...targets.values()].find((target) => target.tokens !== undefined)?.tokens;
  const turns = new Map<Target, number>();
  let last: ReturnType<OpenWire["last"]>;
  return {
    send: (request) => (origins.get(new URL(request.url).origin) as Http).send(request),
    mark: createSyntheticMark(options.scenario, tokens),
    userAgent: `tercet/${options.version} synthetic`,
    traceId: randomBytes(16).toString("hex"),
    nextInstance(target) {
      const instances = instancesOf(target);
      const turn = turns.get(target) ?? random.integer(0, instances.length - 1);
      turns.set(target, turn + 1);
      return instances[turn % instances.length] as Instance;
    },
    observe(operation, exchange) {
      last = { operation, exchange };
    },
    last: () => last,
    async close() {
      await Promise.all([...clients.values()].map((http) => http.close()));
    },
  };
}
