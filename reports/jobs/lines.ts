import type { Verdict } from "../../contracts/index.ts";
import type { Paint } from "../details.ts";
import type { CaseRecord } from "../model.ts";
import { columns, plain, shorten, signs, wrap } from "../text.ts";
import { type JobMatrix, jobMatrices, type MatrixCell } from "./matrix.ts";

/** With fewer faults, the lines of the cases tell the same. */
const fewestFaults = 4;
const cellWidth = 6;

/** Properties against faults, one compact table for each target that was put under more than three faults. */
export function jobMatrixLines(cases: readonly CaseRecord[], paint: Paint): string[] {
  return jobMatrices(cases)
    .filter(({ faults }) => faults.length >= fewestFaults)
    .flatMap((matrix) => linesOf(matrix, paint));
}

function linesOf({ title, properties, faults, cell }: JobMatrix, paint: Paint): string[] {
  const nameWidth = Math.max(...properties.map(({ length }) => length)) + 2;
  const letter = (index: number) => String.fromCodePoint(97 + index);
  const key = faults.map((fault, index) => `${letter(index)} ${fault}`).join(", ");
  const heads = faults.map((_, index) => letter(index).padEnd(cellWidth)).join("");
  return [
    "",
    `  ${paint.strong(shorten(plain(title), columns - 2))}`,
    ...wrap(plain(key), columns - 4).map((line) => paint.faint(`    ${line}`)),
    `    ${"".padEnd(nameWidth)}${paint.faint(heads.trimEnd())}`,
    ...properties.map((property) => {
      const cells = faults.map((fault) => cellText(cell(property, fault), paint));
      return `    ${plain(property).padEnd(nameWidth)}${cells.join("").trimEnd()}`;
    }),
  ];
}

function cellText(cell: MatrixCell | undefined, paint: Paint): string {
  if (cell === undefined) return "".padEnd(cellWidth);
  const { verdict, exercised, violated } = cell;
  const counts: Readonly<Record<Verdict, number>> = {
    pass: exercised,
    fail: violated,
    inconclusive: 0,
    skipped: violated,
  };
  const count = counts[verdict];
  const text = `${signs[verdict]}${count === 0 ? "" : ` ${count > 999 ? "1k+" : count}`}`;
  return paint.verdict(verdict, text.padEnd(cellWidth));
}
