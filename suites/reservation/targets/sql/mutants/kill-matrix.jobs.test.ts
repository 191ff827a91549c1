import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../../../../contracts/index.ts";
import { hasLocalMariadb, type StartedDatabase, startDatabase } from "../../../../../docker/index.ts";
import { faults } from "../../../faults/index.ts";
import { pointsOf } from "../../../faults/point.ts";
import { type Judgement, type Property, properties } from "../../../history/judgement.ts";
import { milestonesOf, verifyReservation } from "../../../verify.ts";
import type { CaughtUnder } from "../../reference/mutant.ts";
import { sql } from "../target.ts";
import { mutants } from "./index.ts";

const hasMariadb = await hasLocalMariadb();
if (!hasMariadb) process.stderr.write("skipped: the kill matrix on MariaDB, since it is not installed\n");
const seed = 1;
const [atATime, testMilliseconds] = [4, 300_000];
/** On a machine with other things to do, a fault may come too late to show anything: it is tried again. */
const maxAttempts = 3;
const all = pointsOf(milestonesOf(sql));
/** A wrong clock shows where somebody cleans in the middle of another one's run: those who clean all the time do. */
const eager = { ...sql, timing: { pollSeconds: 0.005 } };

const cases = Object.entries(mutants).map(([name, { caughtUnder, breaks }]) => ({ name, ...caughtUnder, breaks }));

/** What the reference has to hold against: all that any mutant is put to. */
const trials: readonly CaughtUnder[] = [...Map.groupBy(cases, ({ fault }) => fault)].map(([fault, together]) => ({
  fault,
  points: [...new Set(together.flatMap(({ points }) => points))],
}));

describe.each(sql.databases.filter((name) => name !== "mariadb" || hasMariadb))("on %s", (name) => {
  const rows = new Map<string, readonly Judgement[]>();
  let database: StartedDatabase;
  const [slots, queue] = [{ free: atATime }, [] as (() => void)[]];
  beforeAll(async () => {
    database = await startDatabase(name, { how: "embedded" });
  });
  afterAll(async () => {
    await database?.stop();
    process.stderr.write(matrix(name, rows));
  });

  /** They mostly wait: several at a time. */
  async function verify(
    { fault: faultName, points: names }: CaughtUnder,
    by?: { readonly mutant: string; readonly breaks: Property },
  ): Promise<readonly Judgement[]> {
    if (slots.free === 0) await new Promise<void>((resolve) => queue.push(resolve));
    else slots.free -= 1;
    try {
      const fault = faults.find((known) => known.name === faultName);
      if (fault === undefined) throw new Error(`there is no fault ${faultName}`);
      const points = all.filter((point) => names.includes(point.name));
      expect(points.map((point) => point.name).toSorted()).toEqual([...names].toSorted());
      for (let attempt = 1; ; attempt++) {
        const { judged, done } = await verifyReservation({
          target: fault.needs.includes("clock") ? eager : sql,
          ...{ mutant: by?.mutant, fault, points, database, seed },
          random: createRandom(seed, faultName),
          signal: new AbortController().signal,
        });
        const { judgements } = judged;
        rows.set(`${by?.mutant ?? "(reference)"}  ${faultName}`, judgements);
        // Of a mutant, what it is to break; of the reference, anything.
        const isBroken = judgements.some(
          ({ property, verdict }) => verdict === "violated" && (by === undefined || property === by.breaks),
        );
        const isTried = by === undefined && done.length === points.length;
        if (isBroken || isTried || attempt === maxAttempts) return judgements;
      }
    } finally {
      const next = queue.shift();
      if (next === undefined) slots.free += 1;
      else next();
    }
  }

  test.concurrent.each(cases)("$name is caught under $fault by $breaks", { timeout: testMilliseconds }, async (one) => {
    const judgements = await verify(one, { mutant: one.name, breaks: one.breaks });
    expect(judgements.find(({ property }) => property === one.breaks)).toMatchObject({ verdict: "violated" });
  });

  test.concurrent.each(trials)("the reference holds under $fault", { timeout: testMilliseconds }, async (trial) => {
    const judgements = await verify(trial);
    expect(judgements.filter(({ verdict }) => verdict === "violated")).toEqual([]);
  });
});

/** One line a run: how often each property was violated, `.` where it held, nothing where it was not put to the test. */
function matrix(database: string, rows: ReadonlyMap<string, readonly Judgement[]>): string {
  const width = Math.max(...[...rows.keys()].map((row) => row.length));
  const cell = ({ verdict, violated }: Judgement) =>
    ({ violated: String(violated), held: ".", "not-exercised": "" })[verdict].padStart(4);
  const lines = [...rows].map(([row, judgements]) => `${row.padEnd(width)}${judgements.map(cell).join("")}`);
  const head = properties.map((property, index) => `${index + 1} ${property}`).join(", ");
  const numbers = properties.map((_, index) => String(index + 1).padStart(4)).join("");
  return `\nkill matrix on ${database}: ${head}\n${" ".repeat(width)}${numbers}\n${lines.join("\n")}\n`;
}
