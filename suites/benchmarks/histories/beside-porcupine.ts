import { join } from "node:path";
import { count, duration } from "../figures.ts";
import type { PartResult } from "../part.ts";
import { writeSimulated } from "./files.ts";
import { measureHistory } from "./measured.ts";
import { buildPeer, type PeerAnswer, searchSeconds } from "./peer.ts";

/** What Porcupine's model of a lock can tell, too. */
const shared = ["token-monotone", "milestone-owned", "no-zombie-write"];

const histories = [
  { jobs: 20, events: 10_000 },
  { jobs: 20, events: 100_000 },
  { jobs: 20, events: 1_000_000 },
  { jobs: 1, events: 100_000 },
  { jobs: 1, events: 300_000 },
].flatMap((size) => [false, true].map((faulty) => ({ ...size, workers: 5, faulty })));

/** The same histories for both; throws where the verdicts differ. */
export async function besidePorcupine(
  folder: string,
  seed: number,
  progress: (sentence: string) => void,
): Promise<PartResult> {
  const peer = buildPeer(folder);
  if ("missing" in peer) return { tables: [], notes: [peer.missing] };
  const rows: string[][] = [];
  for (const history of histories) {
    const name = `${count(history.events)} events of ${history.jobs === 1 ? "one job" : `${history.jobs} jobs`}${history.faulty ? ", late signs of life accepted" : ""}`;
    progress(`histories: ${name}, beside Porcupine`);
    const file = join(folder, "history.ndjson");
    await writeSimulated(file, history.events, { ...history, seed });
    const { milliseconds, violated } = await measureHistory(file, "columnar");
    const broken = violated.some((property) => shared.includes(property));
    const answer = await peer.ask(file);
    if (answer.verdict !== "Unknown" && (answer.verdict === "Illegal") !== broken)
      throw new Error(
        `Porcupine says ${answer.verdict} of ${name}, and here ${violated.join(", ") || "nothing"} is violated`,
      );
    rows.push([
      name,
      broken ? "violated" : "held",
      perSecond(history.events, milliseconds),
      verdicts[answer.verdict],
      answer.verdict === "Unknown" ? "–" : perSecond(history.events, answer.checkSeconds * 1000),
      duration(answer.readSeconds * 1000),
    ]);
  }
  return {
    tables: [{ columns: ["history", "tercet", "events/s", "Porcupine", "events/s", "its reading"], rows }],
    notes: [
      `Beside Porcupine 1.3.0, events for a second of the processor, histories in memory: ${shared.join(", ")} against linearizability of a lock with fencing tokens, job by job. Where its search of ${searchSeconds} s ended first, it says nothing.`,
      "The model has no time, so Porcupine cannot tell a lease that ran out from one that was taken from the living (cleaner-accuracy), nor bounds of takeover and loss (progress, no-lost-run); effects, slots, faults and clocks are left out. Here all ten properties are judged in the same pass.",
    ],
  };
}

const verdicts: Readonly<Record<PeerAnswer["verdict"], string>> = {
  Ok: "linearizable",
  Illegal: "not linearizable",
  Unknown: "no answer",
};

function perSecond(events: number, milliseconds: number): string {
  return count((events / milliseconds) * 1000);
}
