import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ended, ownProgram, peerVersion, runToEnd, startServer, tercetProgram } from "../child.ts";
import { cells, count, duration, times } from "../figures.ts";
import type { Part, PartResult, Table } from "../part.ts";
import { measureInTurn, type Samples } from "../samples.ts";
import { writePact } from "./pact-file.ts";

/** `tercet pact verify` beside the verifier of `@pact-foundation/pact`: whole processes, from start to exit. */
export const verifyPart: Part = {
  name: "verify",
  title: "Replaying a pact against a provider",
  async run({ progress }) {
    const folder = await mkdtemp(join(tmpdir(), "tercet-bench-"));
    const provider = await startServer(ownProgram("./verify/provider.ts"), []);
    try {
      return await compare(folder, provider.url, progress);
    } finally {
      await provider.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** The number of interactions for which there is a goal, and what grows up to it and beyond. */
const goalCount = 2000;
const counts = [200, goalCount, 20_000];

async function compare(folder: string, url: string, progress: (sentence: string) => void): Promise<PartResult> {
  const pacts = counts.map((size) => ({ size, file: join(folder, `${size}.json`) }));
  for (const { size, file } of pacts) await writePact(file, size);
  const ours: Samples[] = [];
  const peers: Samples[] = [];
  for (const { size, file } of pacts) {
    progress(`verify: ${count(size)} interactions`);
    const measured = await measureInTurn(
      [
        { name: "tercet", measure: () => timeOf(runToEnd(tercetProgram, ["pact", "verify", file, "--url", url])) },
        // Pact's takes minutes for ten times the goal's number.
        ...(size > goalCount
          ? []
          : [{ name: "pact", measure: () => timeOf(runToEnd(ownProgram("./verify/peer.ts"), [file, url])) }]),
      ],
      { warmUps: 0, repetitions: 3, budgetMilliseconds: 60_000 },
    );
    if (measured[0] !== undefined) ours.push(measured[0]);
    if (measured[1] !== undefined) peers.push(measured[1]);
  }
  return {
    tables: [tableOf(ours, peers)],
    notes: [...notesOf(ours, peers), `Peer: ${await peerVersion("@pact-foundation/pact")}.`],
  };
}

async function timeOf(run: Promise<Ended>): Promise<number> {
  const { exitCode, milliseconds, output, errors } = await run;
  if (exitCode !== 0) throw new Error(`a verifier ended with ${exitCode}: ${(errors + output).slice(-500)}`);
  return milliseconds;
}

function tableOf(ours: readonly Samples[], peers: readonly Samples[]): Table {
  const row = (name: string, list: readonly Samples[]) =>
    list.map((samples, index) => {
      const size = counts[index] ?? 0;
      return [name, count(size), ...cells(samples, duration), duration(samples.median / size)];
    });
  return {
    columns: ["verifier", "interactions", "min", "median", "max", "for each"],
    rows: [...row("`tercet pact verify`", ours), ...row("`@pact-foundation/pact` Verifier", peers)],
  };
}

function notesOf(ours: readonly Samples[], peers: readonly Samples[]): string[] {
  const [, own, large] = ours;
  const peer = peers[1];
  const [small] = ours;
  if (small === undefined || own === undefined || large === undefined || peer === undefined) return [];
  const slope = (large.median - own.median) / (own.median - small.median);
  return [
    `${count(goalCount)} interactions: ${times(peer.median / own.median)} faster (goal: 20 ×).`,
    `Growth: from 2,000 to 20,000 takes ${times(slope)} what from 200 to 2,000 takes; linear is 10 ×.`,
    "Both verify the same V3 file against the same `node:http` provider in a process of its own. No interaction has a provider state.",
  ];
}
