import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chooseImage } from "../../../docker/databases/containers/image.ts";
import { containerEngineAnswers, cuts, openContainerEngine } from "../../../docker/index.ts";
import { etcd } from "../targets/etcd/target.ts";
import { ownProgram } from "../targets/own-program.ts";
import type { ReservationTarget } from "../targets/target.ts";
import { startEtcdStore } from "./etcd-store.ts";
import type { SiteProperty } from "./judgement.ts";
import type { SiteStore } from "./store.ts";
import { type CutVerification, verifyCut } from "./verify-cut.ts";

const possible = await hasEtcd();
if (!possible) {
  process.stderr.write(
    "skipped: jobs in two data centres, since no container engine answers or it has no image of etcd\n",
  );
}

async function hasEtcd(): Promise<boolean> {
  if (!(await containerEngineAnswers())) return false;
  const client = await openContainerEngine();
  return chooseImage(client, "etcd").then(
    () => true,
    () => false,
  );
}

const workerPath = fileURLToPath(new URL("./testing/known-bad-worker.ts", import.meta.url));
const knownBad: ReservationTarget = {
  ...etcd,
  command: (mutant) => ownProgram(workerPath, mutant === undefined ? {} : { TERCET_MUTANT: mutant }),
};

describe.runIf(possible)("etcd in two data centres and a witness", () => {
  let store: SiteStore;
  beforeAll(async () => {
    store = await startEtcdStore(1, new AbortController().signal);
  }, 120_000);
  afterAll(() => store?.stop());

  const verify = (
    name: string,
    options: { target?: ReservationTarget; mutant?: string; seed?: number; signal?: AbortSignal } = {},
  ) => {
    const cut = cuts.find((one) => one.name === name);
    if (cut === undefined) throw new Error(`there is no cut ${name}`);
    const { target = etcd, mutant, seed = 1, signal = new AbortController().signal } = options;
    return verifyCut({ target, mutant, store, cut, seed, signal });
  };
  const violatedOf = ({ sites, judged }: CutVerification) =>
    [...sites.judgements, ...judged.judgements]
      .filter(({ verdict }) => verdict === "violated")
      .map(({ property, violations }) => `${property}: ${violations[0]?.summary}`);
  const verdictOf = ({ sites }: CutVerification, property: SiteProperty) =>
    sites.judgements.find((judgement) => judgement.property === property)?.verdict;

  test.each(cuts.map((cut) => [cut.name, cut] as const))(
    "the reference protocol holds under the cut %s",
    async (name, cut) => {
      const verification = await verify(name);
      expect(violatedOf(verification)).toEqual([]);
      expect(verdictOf(verification, "majority-reserves-within-bound")).toBe("held");
      expect(verdictOf(verification, "no-stickiness")).toBe("held");
      const tried = verdictOf(verification, "minority-reserves-nothing");
      expect(tried).toBe(cut.minority.length > 0 ? "held" : "not-exercised");
    },
    120_000,
  );

  test.each([
    ["believes-silence", "dc1-alone", "minority-reserves-nothing"],
    ["believes-silence", "dc1-unheard", "minority-stops-within-time-to-live"],
    ["never-cleans", "dc2-alone", "majority-reserves-within-bound"],
    ["never-gives-up", "dc1-alone", "healing-resurrects-no-owner"],
    ["keeps-to-one-node", "bridged", "no-stickiness"],
  ] as const)(
    "one that %s is caught under %s by %s",
    async (mutant, name, property) => {
      // What a cut hits is drawn: it has to be found in one of a few.
      const verdicts: (string | undefined)[] = [];
      for (let seed = 1; seed <= 8 && !verdicts.includes("violated"); seed++) {
        verdicts.push(verdictOf(await verify(name, { target: knownBad, mutant, seed }), property));
      }
      expect(verdicts).toContain("violated");
    },
    240_000,
  );

  test("an interruption in the middle of a cut ends the run with its reason, and the sites are healed", async () => {
    const controller = new AbortController();
    const verifying = verify("dc1-alone", { signal: controller.signal });
    const isCut = () => store.wideArea.isCut({ from: "dc1", to: "dc2" });
    await expect.poll(isCut, { timeout: 60_000, interval: 20 }).toBe(true);
    controller.abort(new Error("enough"));
    await expect(verifying).rejects.toThrow("enough");
    expect(isCut()).toBe(false);
  }, 120_000);
});
