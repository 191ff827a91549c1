import { readFile } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { createRandom } from "../../../contracts/index.ts";
import { peerVersion } from "../child.ts";
import { count, duration, percentage } from "../figures.ts";
import type { Part, Table } from "../part.ts";
import { quantile } from "../samples.ts";
import { type Answerer, answerers, type Vector } from "./contender.ts";
import { isShown } from "./shown.ts";

/** After this time an answerer is given no more pairs. */
const budgetMilliseconds = 80_000;

/** Schema containment beside `json-schema-diff`, on pairs of schemas whose answer is known. */
export const containmentPart: Part = {
  name: "containment",
  title: "Schema containment",
  async run({ vectors, limit, seed, progress }) {
    if (vectors.length === 0) {
      throw new Error("give the pairs by --vectors FILE: NDJSON of { left, right, contained } (may be repeated)");
    }
    const all = (await Promise.all(vectors.map(read))).flat();
    const pairs = limit === undefined ? all : sample(all, limit, seed);
    const tallies: Tally[] = [];
    for (const answerer of answerers) {
      progress(`containment: ${count(pairs.length)} pairs for ${answerer.name}`);
      tallies.push(await ask(answerer, pairs));
    }
    return {
      tables: [tableOf(tallies)],
      notes: [
        `${count(pairs.length)} pairs of JSON Schema 2020-12; \`json-schema-diff\` reads draft 7, which has the same words for most of them.`,
        "Wrongly contained is the worst fault: a change that breaks is let through. Refuted: the suite says contained, and a stock ajv confirms the witness against it; for equal pairs the suites ask in places for `format` to be asserted, in others not.",
        "Time: of the processor, for one pair, schemas new to the program.",
        `Peer: ${await peerVersion("json-schema-diff")}.`,
      ],
    };
  },
};

/** What one answerer said. */
interface Tally {
  readonly name: string;
  readonly asked: number;
  readonly right: number;
  readonly wronglyContained: number;
  readonly refuted: number;
  readonly wronglyNot: number;
  readonly undecided: number;
  readonly milliseconds: readonly number[];
}

async function ask({ name, answer }: Answerer, pairs: readonly Vector[]): Promise<Tally> {
  const milliseconds: number[] = [];
  let [right, wronglyContained, refuted, wronglyNot, undecided] = [0, 0, 0, 0, 0];
  const deadline = performance.now() + budgetMilliseconds;
  for (const pair of pairs) {
    if (performance.now() > deadline) break;
    const started = process.cpuUsage();
    const said = await answer(pair);
    const { user, system } = process.cpuUsage(started);
    milliseconds.push((user + system) / 1_000);
    if (said.contained === undefined) undecided++;
    else if (said.contained === pair.contained) right++;
    else if (said.contained) wronglyContained++;
    else if ("witness" in said && isShown(pair, said.witness)) refuted++;
    else wronglyNot++;
  }
  return { name, asked: milliseconds.length, right, wronglyContained, refuted, wronglyNot, undecided, milliseconds };
}

function tableOf(tallies: readonly Tally[]): Table {
  return {
    columns: [
      "",
      "pairs",
      "right",
      "wrongly contained",
      "refuted",
      "wrongly not",
      "undecided or error",
      "median",
      "p95",
      "max",
    ],
    rows: tallies.map(({ name, asked, right, wronglyContained, refuted, wronglyNot, undecided, milliseconds }) => [
      name,
      count(asked),
      percentage(right, asked),
      count(wronglyContained),
      count(refuted),
      count(wronglyNot),
      count(undecided),
      ...[0.5, 0.95, 1].map((share) => duration(quantile(milliseconds, share))),
    ]),
  };
}

async function read(file: string): Promise<Vector[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => JSON.parse(line) as Vector);
}

function sample(list: readonly Vector[], size: number, seed: number): Vector[] {
  const random = createRandom(seed, "containment");
  return Array.from({ length: Math.min(size, list.length) }, () => random.pick(list));
}
