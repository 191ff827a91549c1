import type { FactIndex } from "./fact-index.ts";
import type { Occupant, Presence } from "./occupants.ts";
import type { GateQuestion } from "./question.ts";
import { type ServiceVersion, versionName } from "./service-version.ts";

/** A consumer version and a provider version that would meet in the environment, and the pact between them. */
export interface Integration {
  readonly consumer: ServiceVersion;
  readonly provider: ServiceVersion;
  readonly digest: string;
  /** Which of the two is not the version that is asked for; `self` where a service uses itself. */
  readonly counterpart: "consumer" | "provider" | "self";
  /** How the counterpart is there; none for `self`. */
  readonly presence: readonly Presence[];
}

/** A provider that is needed and of which no version is known to be there. */
export interface AbsentProvider {
  readonly provider: string;
  readonly digest: string;
  /** Whether it was there once and is gone: then it is known to be absent. Else nobody recorded it yet. */
  readonly left: boolean;
}

/** Everything that the asked version would meet: each version side by side is one of its own. */
export interface Integrations {
  readonly met: readonly Integration[];
  readonly absent: readonly AbsentProvider[];
}

/**
 * Whom a version would meet among the occupants of an environment. The versions of its own service there do not count: it
 * replaces them, or lives beside them.
 */
export function integrationsOf(
  question: GateQuestion,
  index: FactIndex,
  occupants: readonly Occupant[] = index.occupants(question.environment),
): Integrations {
  const { service, environment } = question;
  const others = Map.groupBy(
    occupants.filter((occupant) => occupant.service !== service),
    versionName,
  );
  const neighbours = [...others.values()].map((same) => ({
    service: (same[0] as ServiceVersion).service,
    version: (same[0] as ServiceVersion).version,
    presence: same.map(({ presence }) => presence),
  }));
  const subject: ServiceVersion = { service, version: question.version };
  const met: Integration[] = [];
  const absent: AbsentProvider[] = [];
  for (const { provider, digest } of index.pactsOf(subject)) {
    if (provider === service) {
      met.push({ consumer: subject, provider: subject, digest, counterpart: "self", presence: [] });
      continue;
    }
    const there = neighbours.filter((neighbour) => neighbour.service === provider);
    if (there.length === 0) absent.push({ provider, digest, left: index.wasEverIn(environment, provider) });
    for (const { presence, ...version } of there) {
      met.push({ consumer: subject, provider: version, digest, counterpart: "provider", presence });
    }
  }
  for (const { presence, ...version } of neighbours) {
    for (const { provider, digest } of index.pactsOf(version)) {
      if (provider !== service) continue;
      met.push({ consumer: version, provider: subject, digest, counterpart: "consumer", presence });
    }
  }
  return { met, absent };
}
