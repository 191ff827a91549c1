import type { Budget } from "./budget.ts";
import type { NumberTest } from "./formula.ts";
import { numberHolds } from "./holds.ts";
import { type Outcome, Undecided, unsat } from "./outcome.ts";
import {
  ceiling,
  compare,
  divide,
  doubleOf,
  floor,
  leastCommonMultiple,
  type Rational,
  rational,
  rationalOf,
  times,
} from "./rational.ts";

/**
 * A whole number beyond 2^53 may have been another one before it was read into a double (RFC 8259 §6), so that it equals
 * another proves nothing. Two lists that are written alike are taken to be alike.
 */
function isRefusedByLikeness(value: number, tests: readonly NumberTest[]): boolean {
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return false;
  const others = tests.filter((test) => test.is !== "notIn");
  return others.every((test) => numberHolds(test, value));
}

interface Bound {
  readonly value: Rational;
  readonly open: boolean;
}

interface Range {
  readonly low: Bound | undefined;
  readonly high: Bound | undefined;
}

/** How many multiples are looked at, one after the other, for one that is not excluded. */
const maxMultiples = 20_000;

/** Finds a number that passes all tests, or shows that none does; all in exact arithmetic. */
export function solveNumber(tests: readonly NumberTest[], budget: Budget): Outcome {
  const passes = (value: number) => tests.every((test) => numberHolds(test, value));
  const listed = tests.find((test) => test.is === "in");
  if (listed?.is === "in") {
    budget.spend(listed.values.length);
    const value = listed.values.find((candidate) => passes(candidate));
    if (value !== undefined) return { kind: "sat", value };
    if (listed.values.some((candidate) => isRefusedByLikeness(candidate, tests))) {
      throw new Undecided("it depends on the equality of whole numbers beyond 2^53");
    }
    return unsat;
  }
  const range = rangeOf(tests);
  if (isEmpty(range)) return unsat;
  const steps = tests.flatMap((test) => (test.is === "multiple" ? [rationalOf(test.value)] : []));
  const [first, ...others] = steps;
  if (first !== undefined)
    return amongMultiples(others.reduce(leastCommonMultiple, first), range, tests, passes, budget);
  if (range.low !== undefined && range.high !== undefined && compare(range.low.value, range.high.value) === 0) {
    const value = doubleOf(range.low.value);
    return value !== undefined && passes(value) ? { kind: "sat", value } : unsat;
  }
  // An interval has more numbers than can be excluded one by one, or as the multiples of some numbers.
  for (const candidate of candidates(range)) {
    budget.spend();
    if (passes(candidate)) return { kind: "sat", value: candidate };
  }
  throw new Undecided("no number was found between two bounds");
}

function rangeOf(tests: readonly NumberTest[]): Range {
  let low: Bound | undefined;
  let high: Bound | undefined;
  for (const test of tests) {
    if (test.is !== "least" && test.is !== "most" && test.is !== "above" && test.is !== "below") continue;
    const bound = { value: rationalOf(test.value), open: test.is === "above" || test.is === "below" };
    if (test.is === "least" || test.is === "above") {
      const order = low === undefined ? 1 : compare(bound.value, low.value);
      if (order > 0 || (order === 0 && bound.open)) low = bound;
    } else {
      const order = high === undefined ? -1 : compare(bound.value, high.value);
      if (order < 0 || (order === 0 && bound.open)) high = bound;
    }
  }
  return { low, high };
}

function isEmpty({ low, high }: Range): boolean {
  if (low === undefined || high === undefined) return false;
  const order = compare(low.value, high.value);
  return order > 0 || (order === 0 && (low.open || high.open));
}

/** All candidates are `step` times a whole number: how many of them lie in the range, and which of those are not excluded. */
function amongMultiples(
  step: Rational,
  range: Range,
  tests: readonly NumberTest[],
  passes: (value: number) => boolean,
  budget: Budget,
): Outcome {
  const lowest = range.low === undefined ? undefined : factorAbove(range.low, step);
  const highest = range.high === undefined ? undefined : -factorAbove(negated(range.high), step);
  if (lowest !== undefined && highest !== undefined && lowest > highest) return unsat;
  // `step` divides all that is left, so where it is a multiple of an excluded divisor, all is excluded.
  for (const test of tests) {
    if (test.is === "noMultiple" && divide(step, rationalOf(test.value)).denominator === 1n) return unsat;
  }
  let unheld = false;
  let looked = 0;
  for (const factor of factors(lowest, highest)) {
    budget.spend();
    if (++looked > maxMultiples) throw new Undecided("no number was found among very many");
    const value = doubleOf(times(step, factor));
    if (value === undefined) unheld = true;
    else if (passes(value)) return { kind: "sat", value };
  }
  if (unheld) throw new Undecided("its numbers are too exact to be held");
  return unsat;
}

/** Whole numbers from the one nearest to zero outwards. */
function* factors(lowest: bigint | undefined, highest: bigint | undefined): Iterable<bigint> {
  const within = (value: bigint) =>
    (lowest === undefined || value >= lowest) && (highest === undefined || value <= highest);
  const start = lowest !== undefined && lowest > 0n ? lowest : highest !== undefined && highest < 0n ? highest : 0n;
  yield start;
  for (let distance = 1n; within(start + distance) || within(start - distance); distance++) {
    if (within(start + distance)) yield start + distance;
    if (within(start - distance)) yield start - distance;
  }
}

function factorAbove({ value, open }: Bound, step: Rational): bigint {
  const quotient = divide(value, step);
  return open ? floor(quotient) + 1n : ceiling(quotient);
}

function negated({ value, open }: Bound): Bound {
  return { value: { numerator: -value.numerator, denominator: value.denominator }, open };
}

/** Numbers of an interval, the plainest first. */
function* candidates({ low, high }: Range): Iterable<number> {
  const [from, to] = [low && Number(doubleOf(low.value)), high && Number(doubleOf(high.value))];
  const anchors = [0, from, to].filter((value) => value !== undefined && Number.isFinite(value)) as number[];
  for (const anchor of anchors) {
    for (const offset of [
      0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 1.5, 0.1, -0.1, 0.25, 0.01, -0.01, 1e-3, -1e-3, 1e-6, -1e-6,
    ]) {
      yield Math.round(anchor + offset) === anchor + offset
        ? anchor + offset
        : Number((anchor + offset).toPrecision(12));
    }
  }
  if (low !== undefined && high !== undefined) {
    const width = { numerator: 1n, denominator: 97n };
    for (let part = 1n; part < 97n; part += 5n) {
      const weight = times(width, part);
      yield between(low.value, high.value, weight);
    }
  }
  for (const anchor of anchors) {
    for (let exponent = 1; exponent <= 300; exponent += 7) {
      yield anchor + 1.37 * 10 ** exponent;
      yield anchor - 1.37 * 10 ** exponent;
      yield anchor + 1.37 * 10 ** -exponent;
      yield anchor - 1.37 * 10 ** -exponent;
    }
  }
}

function between(low: Rational, high: Rational, weight: Rational): number {
  const scaled = (value: Rational, by: Rational) =>
    rational(value.numerator * by.numerator, value.denominator * by.denominator);
  const other = rational(weight.denominator - weight.numerator, weight.denominator);
  const [left, right] = [scaled(low, other), scaled(high, weight)];
  const sum = rational(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  );
  return Number(sum.numerator) / Number(sum.denominator);
}
