import { expect, test } from "vitest";
import { chooseImage } from "../../../docker/databases/containers/image.ts";
import { containerEngineAnswers, cuts, openContainerEngine } from "../../../docker/index.ts";
import { explain } from "../history/explain.ts";
import { sql } from "../targets/sql/target.ts";
import { startPostgresStore } from "./postgres-store.ts";
import { verifyCut } from "./verify-cut.ts";

const possible = await hasPostgres();
if (!possible) {
  process.stderr.write(
    "skipped: jobs on PostgreSQL in two sites, since no container engine answers or it has no image\n",
  );
}

async function hasPostgres(): Promise<boolean> {
  if (!(await containerEngineAnswers())) return false;
  const client = await openContainerEngine();
  return chooseImage(client, "postgres").then(
    () => true,
    () => false,
  );
}

test.runIf(possible)(
  "asynchronous PostgreSQL loses the lease: both data centres reserve, and two owners have one token",
  async () => {
    const cut = cuts.find(({ name }) => name === "dc1-alone");
    if (cut === undefined) throw new Error("there is no such cut");
    const { signal } = new AbortController();
    const store = await startPostgresStore(1, signal);
    try {
      const { judged, sites } = await verifyCut({ target: sql, mutant: undefined, store, cut, seed: 1, signal });
      const verdicts = [...sites.judgements, ...judged.judgements].map(({ property, verdict }) => [property, verdict]);
      expect(Object.fromEntries(verdicts)).toMatchObject({
        "minority-reserves-nothing": "violated",
        "token-monotone": "violated",
        "majority-reserves-within-bound": "held",
      });
      const [twice] = judged.judgements.find(({ property }) => property === "token-monotone")?.violations ?? [];
      if (twice === undefined) throw new Error("no violation was kept");
      expect(explain(judged.excerpt, twice).at(-1)).toMatch(
        /^So dc\S+ reserved (\S+) with token (\d+) after \S+ had reserved it with token \d+\.$/,
      );
    } finally {
      await store.stop();
    }
  },
  240_000,
);
