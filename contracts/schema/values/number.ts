import type { Random } from "../../random.ts";
import type { Shape } from "../shape.ts";
import { GenerationError } from "./error.ts";

/** Where no bound is given, this many steps beside the given one, or beside zero. */
const span = 100;

/** A number within the bounds; every fourth is a bound itself, the others lie near the smaller one or near zero. */
export function generateNumber(shape: Shape, integer: boolean, random: Random): number {
  const step = stepOf(shape, integer);
  const [lowest, highest] = stepsWithin(shape, step);
  if (lowest > highest) throw new GenerationError("no number lies within the bounds");
  const count = random.integer(0, 3) === 0 ? random.pick([lowest, highest]) : near(lowest, highest, random);
  return decimal(count * step, step);
}

/** Numbers are whole multiples of a step; where any number will do, the step is fine enough for the bounds. */
function stepOf(shape: Shape, integer: boolean): number {
  const steps = integer ? [1, ...shape.multiplesOf] : shape.multiplesOf;
  if (steps.length > 0) return steps.reduce(leastCommonMultiple);
  const range = upperBound(shape) - lowerBound(shape);
  return Number.isFinite(range) && range < 4 ? 10 ** Math.floor(Math.log10(range / 8 || 1)) : 0.5;
}

function stepsWithin(shape: Shape, step: number): [number, number] {
  const lower = lowerBound(shape);
  const upper = upperBound(shape);
  let lowest = Number.isFinite(lower) ? Math.ceil(round(lower / step)) : Number.NEGATIVE_INFINITY;
  let highest = Number.isFinite(upper) ? Math.floor(round(upper / step)) : Number.POSITIVE_INFINITY;
  if (decimal(lowest * step, step) <= shape.exclusiveMinimum) lowest++;
  if (decimal(highest * step, step) >= shape.exclusiveMaximum) highest--;
  if (!Number.isFinite(lowest)) lowest = Number.isFinite(highest) ? Math.min(highest, 0) - span : 0;
  if (!Number.isFinite(highest)) highest = Math.max(lowest, 0) + span;
  return [Math.max(lowest, Number.MIN_SAFE_INTEGER), Math.min(highest, Number.MAX_SAFE_INTEGER)];
}

function lowerBound(shape: Shape): number {
  return Math.max(shape.minimum, shape.exclusiveMinimum);
}

function upperBound(shape: Shape): number {
  return Math.min(shape.maximum, shape.exclusiveMaximum);
}

function near(lowest: number, highest: number, random: Random): number {
  const start = Math.min(Math.max(lowest, 0), highest);
  return random.integer(start, Math.min(highest, start + span));
}

function leastCommonMultiple(left: number, right: number): number {
  const scale = 10 ** Math.max(decimals(left), decimals(right));
  const a = Math.round(left * scale);
  const b = Math.round(right * scale);
  return (a / greatestCommonDivisor(a, b)) * (b / scale);
}

function greatestCommonDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestCommonDivisor(right, left % right);
}

/** Takes the binary noise off a product, so that 3 × 0.1 is 0.3. */
function decimal(value: number, step: number): number {
  return Number.isFinite(value) ? Number(value.toFixed(Math.min(decimals(step), 100))) : value;
}

function round(value: number): number {
  return Math.abs(value) < 1e9 ? Number(value.toFixed(9)) : value;
}

function decimals(value: number): number {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  return Math.max(0, (mantissa.split(".")[1]?.length ?? 0) - Number(exponent));
}
