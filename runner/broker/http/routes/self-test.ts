import { decide, type Fact, indexFacts } from "../../../../contracts/index.ts";
import { shelves } from "../../store/shelf.ts";
import type { Call, Reply, Route } from "../route.ts";

/** The broker's own business test, as `application/health+json` (draft-inadarei-api-health-check-06). It leaves no track. */
export const selfTestRoutes: readonly Route[] = [{ method: "GET", path: "/self-test", role: "read", handle: selfTest }];

async function selfTest({ store }: Call): Promise<Reply> {
  const [reached, decided] = [await isReached(() => store.read([shelves.environments])), decides()];
  const status = reached && decided ? "pass" : "fail";
  const check = (pass: boolean) => [{ status: pass ? "pass" : "fail" }];
  return {
    status: status === "pass" ? 200 : 503,
    contentType: "application/health+json",
    body: { status, checks: { "ledger:reachable": check(reached), "gate:decides": check(decided) } },
  };
}

async function isReached(read: () => Promise<unknown>): Promise<boolean> {
  return read().then(
    () => true,
    () => false,
  );
}

/** Publishes, verifies, deploys and asks, in memory: yes for what was verified, and not for what failed. */
function decides(): boolean {
  const at = "2000-01-01T00:00:00.000Z";
  const digest = "0".repeat(64);
  const facts = (success: boolean): readonly Fact[] => [
    { fact: "pact", consumer: "consumer", consumerVersion: "1", provider: "provider", digest, at },
    { fact: "verification", consumer: "consumer", provider: "provider", providerVersion: "1", digest, success, at },
    { fact: "deployment", service: "provider", version: "1", environment: "self-test", at },
  ];
  const verdict = (success: boolean) => {
    const index = indexFacts(facts(success));
    return decide({
      question: { service: "consumer", version: "1", environment: "self-test" },
      index,
      occupants: index.occupants("self-test"),
      policy: "never",
      computed: () => [],
      pactFile: () => "",
      changes: [],
    }).verdict;
  };
  return verdict(true) === "deployable" && verdict(false) === "not-deployable";
}
