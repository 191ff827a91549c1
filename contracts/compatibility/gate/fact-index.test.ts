import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide } from "./decide.ts";
import type { Fact } from "./fact.ts";
import { indexFacts } from "./fact-index.ts";
import { deployment, moment, pact, release, verificationFact, version } from "./testing/facts.ts";

const production = "production";
const at = fc.integer({ min: 0, max: 9 });
const service = fc.constantFrom("web", "carts", "things");
const number = fc.constantFrom("1", "2", "3");
/** One digest for each pair, so that no two facts contradict. */
const between = (consumer: string, provider: string) => ({
  consumer,
  provider,
  digest: `${consumer}-${provider}`.padEnd(20, "-"),
});

/** Facts that contradict in nothing but time. */
const facts: fc.Arbitrary<Fact> = fc.oneof(
  fc
    .record({ service, number, branch: fc.constantFrom("main", "feature") })
    .map(({ service, number, branch }) => version(service, number, { branch })),
  fc
    .record({ consumer: service, number, provider: service })
    .map(({ consumer, number, provider }) => pact({ ...between(consumer, provider), consumerVersion: number })),
  fc
    .record({ consumer: service, provider: service, number, success: fc.boolean(), at })
    .map(({ consumer, provider, number, success, at }) =>
      verificationFact(between(consumer, provider), number, success, at),
    ),
  fc
    .record({ service, number, at, ended: fc.boolean(), instance: fc.constantFrom("a", "b") })
    .map(({ service, number, at, ended, instance }) => {
      const begun = deployment(service, number, { at, instance });
      return ended ? { ...begun, fact: "undeployment" as const } : begun;
    }),
  fc.record({ service, number, at, ended: fc.boolean() }).map(({ service, number, at, ended }) => {
    const begun = release(service, number, at);
    return ended ? { ...begun, fact: "support-end" as const } : begun;
  }),
);

function decision(given: readonly Fact[], subject: string, version: string) {
  const index = indexFacts(given);
  return decide({
    question: { service: subject, version, environment: production },
    index,
    occupants: index.occupants(production),
    policy: "verified-contract",
    computed: () => [],
    pactFile: () => "",
    changes: [],
  });
}

describe("whatever the order in which branches were merged", () => {
  test("the answer is the same, and a fact that is there twice counts once", () => {
    const shuffled = fc
      .array(facts, { maxLength: 40 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })));
    fc.assert(
      fc.property(shuffled, service, number, ([one, other], subject, version) => {
        expect(decision(other, subject, version)).toEqual(decision(one, subject, version));
      }),
    );
  });

  test("deployable is never said while something that it meets failed or was not looked at", () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 40 }), service, number, (given, subject, version) => {
        const { verdict, integrations, unmet } = decision(given, subject, version);
        const fine = integrations.every((one) => one.verdict === "verified" || one.verdict === "pending");
        expect(verdict === "deployable").toBe(fine && unmet.length === 0);
        for (const one of integrations) {
          const index = indexFacts(given);
          const known = index.verificationOf(one.digest, one.provider);
          if (one.verdict === "verified") expect(known?.success).toBe(true);
          if (one.verdict === "unknown") expect(known).toBeUndefined();
        }
      }),
    );
  });

  test("each application instance has one version at most, and it is the one that came last", () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 40 }), (given) => {
        const index = indexFacts(given);
        const seen = new Set<string>();
        for (const { service: name, version, presence } of index.occupants(production)) {
          if (presence.how !== "deployed") continue;
          for (const instance of presence.instances) {
            expect(seen.has(`${name} ${instance}`)).toBe(false);
            seen.add(`${name} ${instance}`);
            const own = index.all("deployment").filter((one) => one.service === name && one.instance === instance);
            const last = own.map(({ at }) => at).reduce((left, right) => (left > right ? left : right));
            expect(own.some((one) => one.at === last && one.version === version)).toBe(true);
          }
        }
      }),
    );
  });
});

test("two pacts of one version for one provider contradict, whoever came first", () => {
  const one = pact({ ...between("web", "carts"), consumerVersion: "1" });
  const other = { ...one, digest: "f".repeat(64), at: moment(5) };
  for (const given of [
    [one, other],
    [other, one],
  ]) {
    expect(() => indexFacts(given).pactsOf({ service: "web", version: "1" })).toThrow(
      /different pacts of web@1 for carts/,
    );
  }
});
