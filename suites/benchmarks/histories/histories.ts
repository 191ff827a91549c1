import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cells, count, times } from "../figures.ts";
import type { Part, PartResult, Table } from "../part.ts";
import { measureInTurn, type Samples } from "../samples.ts";
import { besidePorcupine } from "./beside-porcupine.ts";
import { writeSimulated } from "./files.ts";
import { type Form, measureHistory } from "./measured.ts";

/** The checker of job histories: how fast, how much memory, how both grow; and Porcupine on the same histories. */
export const historiesPart: Part = {
  name: "histories",
  title: "Judging job histories",
  async run({ progress, seed }) {
    const folder = await mkdtemp(join(tmpdir(), "tercet-bench-"));
    try {
      const alone = await measureGrowth(folder, seed, progress);
      const beside = await besidePorcupine(folder, seed, progress);
      return { tables: [alone.table, ...beside.tables], notes: [...alone.notes, ...beside.notes] };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const sizes = [100_000, 1_000_000, 10_000_000];
const workforce = { jobs: 20, workers: 5, faulty: false };

/** Goals in events/s, on one core; what has none is there to compare with, whatever the machine does at the time. */
const forms: readonly { readonly form: Form; readonly name: string; readonly goal?: number }[] = [
  { form: "columnar", name: "columns", goal: 10_000_000 },
  { form: "ndjson", name: "NDJSON file", goal: 1_500_000 },
  { form: "parsed", name: "NDJSON file, JSON.parse only" },
];

async function measureGrowth(
  folder: string,
  seed: number,
  progress: (sentence: string) => void,
): Promise<{ readonly table: Table; readonly notes: PartResult["notes"] }> {
  const rows: string[][] = [];
  const largest: Samples[] = [];
  for (const size of sizes) {
    progress(`histories: ${count(size)} events`);
    const file = join(folder, "history.ndjson");
    await writeSimulated(file, size, { ...workforce, seed });
    const peaks = forms.map(() => 0);
    let kept = 0;
    const samples = await measureInTurn(
      forms.map(({ form, name }, index) => ({
        name,
        measure: async () => {
          const { milliseconds, keptMegabytes, peakMegabytes, violated } = await measureHistory(file, form);
          if (violated.length > 0) throw new Error(`a history without a mistake was told to violate ${violated}`);
          peaks[index] = Math.max(peaks[index] ?? 0, peakMegabytes);
          kept = Math.max(kept, keptMegabytes ?? 0);
          return (size / milliseconds) * 1000;
        },
      })),
      { warmUps: 0, repetitions: 3, budgetMilliseconds: 20_000 },
    );
    samples.forEach((sample, index) => {
      const isJudged = forms[index]?.form !== "parsed";
      const memory = [isJudged ? `${kept.toFixed(1)} MB` : "–", `${count(peaks[index] ?? 0)} MB`];
      rows.push([forms[index]?.name ?? "", count(size), ...cells(sample, count), ...memory]);
      largest[index] = sample;
    });
  }
  const medianOf = (wanted: Form) => largest[forms.findIndex(({ form }) => form === wanted)]?.median ?? 0;
  return {
    table: {
      columns: ["read from", "events", "min events/s", "median", "max", "kept at the end", "peak of the process"],
      rows,
    },
    notes: [
      ...forms.flatMap(({ name, goal }, index) => {
        const reached = largest[index]?.maximum ?? 0;
        if (goal === undefined) return [];
        return `${name}: ${count(reached)} events/s at best, ${times(reached / goal)} the goal of ${count(goal)}.`;
      }),
      `To read the file and to judge all took ${times(medianOf("parsed") / medianOf("ndjson"))} the time that JSON.parse alone needs for its lines.`,
      `Simulated: ${workforce.jobs} jobs with ${workforce.workers} workers each, some killed or stopped, all ten properties. A process of its own for each turn, from its first event on. Events for a second of the processor, all threads of the process together. What is kept at the end is what the checker remembers; the peak is mostly Node.js and garbage not yet collected.`,
    ],
  };
}
