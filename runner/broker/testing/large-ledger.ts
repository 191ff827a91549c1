import { createRandom, type Fact } from "../../../contracts/index.ts";
import type { FactStore } from "../store/fact-store.ts";

/** How large a ledger is made. */
export interface LedgerSize {
  readonly services: number;
  readonly versionsOfEach: number;
  /** Verification results, spread evenly over the provider versions. */
  readonly results: number;
}

/** 100 services, 1,000 versions, 100,000 results. */
export const largeSize: LedgerSize = { services: 100, versionsOfEach: 10, results: 100_000 };

/**
 * Fills a ledger: every service uses others and is used by others, the pacts change with every third version, all replays
 * work, and the second newest version of each service runs in `production`. So the newest one of each is deployable.
 */
export async function fillLedger(store: FactStore, size: LedgerSize): Promise<void> {
  const facts: Fact[] = [];
  let seconds = Date.parse("2026-01-01T00:00:00.000Z") / 1000;
  const at = () => new Date(++seconds * 1000).toISOString();
  const random = createRandom(1, "large-ledger");
  const name = (index: number) => `service-${String(index % size.services).padStart(3, "0")}`;
  const perVersion = Math.max(1, Math.floor(size.results / (size.services * size.versionsOfEach)));
  const digestOf = (consumer: number, provider: number, version: number) =>
    [consumer, provider, Math.floor(version / 3)].map((part) => String(part).padStart(20, "0")).join("");
  const uses = 5;
  facts.push({ fact: "environment", environment: "production", production: true, at: at() });
  for (let index = 0; index < size.services; index++) {
    const service = name(index);
    for (let version = 0; version < size.versionsOfEach; version++) {
      const number = `1.${version}.0`;
      facts.push({ fact: "version", service, version: number, branch: "main", at: at() });
      for (let step = 1; step <= uses; step++) {
        const provider = (index + step) % size.services;
        const digest = digestOf(index, provider, version);
        const between = { consumer: service, consumerVersion: number, provider: name(provider) };
        facts.push({ fact: "pact", ...between, digest, at: at() });
      }
      for (let result = 0; result < perVersion; result++) {
        // Of each pact in turn, also those of older consumer versions: many results of one pact are usual.
        const consumer = (index - 1 - (result % uses) + size.services) % size.services;
        const digest = digestOf(consumer, index, Math.floor(result / uses) % size.versionsOfEach);
        facts.push({
          fact: "verification",
          consumer: name(consumer),
          provider: service,
          providerVersion: number,
          digest,
          success: true,
          verifiedBy: `build ${random.integer(1, 1_000_000)}`,
          at: at(),
        });
      }
    }
    const running = `1.${Math.max(0, size.versionsOfEach - 2)}.0`;
    facts.push({ fact: "deployment", service, version: running, environment: "production", at: at() });
  }
  await store.append(facts);
}
