import { join, relative } from "node:path";
import { type CaseResult, shellWord } from "../../contracts/index.ts";
import {
  jobRecordOf,
  type ReservationTarget,
  type SiteStore,
  type SiteTopology,
  verifyCut,
  writeHistory,
} from "../../suites/index.ts";
import { jobFindings } from "./job-findings.ts";
import { siteFindings } from "./job-site-findings.ts";
import { resultOf } from "./jobs.ts";
import type { Run } from "./run.ts";

/** The name of the only topology, as on the command line. */
export const twoDataCentres = "two-data-centres";

/**
 * Verifies a target whose store stands in two data centres and a witness's site: one case
 * `job/<target>/two-data-centres/<cut>` for each cut, one after the other. The history goes to `<state>/jobs/`. An
 * interruption ends the case that runs as inconclusive, and starts no other.
 */
export async function verifyDataCentres(
  run: Run,
  options: {
    readonly target: ReservationTarget;
    readonly mutant?: string;
    readonly topology: SiteTopology;
    /** Among those of the topology. */
    readonly cuts: SiteTopology["cuts"];
    /** Folder for what is kept between runs. */
    readonly state: string;
    /** The working directory: files are named as seen from there. */
    readonly directory: string;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { target, mutant, topology, signal } = options;
  const name = mutant === undefined ? target.name : `${target.name}+${mutant}`;
  let store: SiteStore | undefined;
  try {
    for (const cut of options.cuts) {
      if (signal.aborted) return;
      const identity = {
        id: `job/${name}/${twoDataCentres}/${cut.name}`,
        kind: "job" as const,
        subject: target.name,
        title: `${name} in two data centres and a witness, ${cut.name}: ${cut.title}`,
      };
      await run.case(identity, async () => {
        store ??= await topology.start(run.seed, signal);
        try {
          return await verify(store, cut);
        } finally {
          if (!topology.reusable) {
            await store.stop();
            store = undefined;
          }
        }
      });
    }
  } finally {
    await store?.stop();
  }

  async function verify(store: SiteStore, cut: SiteTopology["cuts"][number]): Promise<CaseResult> {
    const { history, judged, sites } = await verifyCut({ target, mutant, store, cut, seed: run.seed, signal });
    const file = join(options.state, "jobs", `${name}-${twoDataCentres}-${cut.name}-${run.seed}.ndjson`);
    await writeHistory(file, history);
    const words = ["--topology", twoDataCentres, "--cut", cut.name, "--seed", String(run.seed)];
    const spoilt = mutant === undefined ? [] : ["--mutant", mutant];
    const replay = ["tercet", "jobs", "verify", target.name, ...words, ...spoilt].map(shellWord).join(" ");
    const findings = [
      ...siteFindings({ ...sites, cut, weakness: topology.weakness, replay }),
      ...jobFindings({ judged, under: cut.name, expected: [], limits: [], done: [], replay: () => replay }),
    ];
    const named = relative(options.directory, file);
    const title = `history of ${history.events.length} events: ${named}`;
    return {
      ...resultOf(findings, [...judged.judgements, ...sites.judgements]),
      steps: [{ title, verdict: "pass", durationMilliseconds: history.events.at(-1)?.time ?? 0 }],
      replay,
      job: { ...jobRecordOf(history, judged), history: named },
    };
  }
}
