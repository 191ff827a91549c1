/** An exact number, `numerator / denominator` in lowest terms; the denominator is positive. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * The number that a JSON text says: the shortest decimal that reads as this double. So `0.1` is a tenth, and 0.3 is a
 * multiple of it.
 */
export function rationalOf(value: number): Rational {
  return rationalOfText(String(value));
}

/** The number that a decimal says, as JSON writes it (RFC 8259 §6). */
export function rationalOfText(text: string): Rational {
  const [mantissa = "0", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const scale = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return scale >= 0 ? rational(digits * 10n ** BigInt(scale), 1n) : rational(digits, 10n ** BigInt(-scale));
}

export function rational(numerator: bigint, denominator: bigint): Rational {
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** Negative, zero or positive, as for `Array.prototype.sort`. */
export function compare(left: Rational, right: Rational): number {
  const difference = left.numerator * right.denominator - right.numerator * left.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function divide(left: Rational, right: Rational): Rational {
  const [numerator, denominator] = [left.numerator * right.denominator, left.denominator * right.numerator];
  return denominator < 0n ? rational(-numerator, -denominator) : rational(numerator, denominator);
}

export function times(value: Rational, factor: bigint): Rational {
  return rational(value.numerator * factor, value.denominator);
}

/** The smallest positive number that both positive numbers divide. */
export function leastCommonMultiple(left: Rational, right: Rational): Rational {
  const numerator = (left.numerator * right.numerator) / greatestCommonDivisor(left.numerator, right.numerator);
  return rational(numerator, greatestCommonDivisor(left.denominator, right.denominator));
}

export function isMultiple(value: Rational, of: Rational): boolean {
  return divide(value, of).denominator === 1n;
}

export function floor({ numerator, denominator }: Rational): bigint {
  const quotient = numerator / denominator;
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient;
}

export function ceiling(value: Rational): bigint {
  return -floor({ numerator: -value.numerator, denominator: value.denominator });
}

/** The double that is exactly this number as JSON says it; undefined where no double is. */
export function doubleOf(value: Rational): number | undefined {
  const { numerator } = value;
  if (value.denominator === 1n && numerator <= maxSafe && numerator >= -maxSafe) return Number(numerator);
  const places = Math.max(0, String(value.denominator).length - String(numerator).length + 25);
  const double = Number(`${(numerator * 10n ** BigInt(places)) / value.denominator}e-${places}`);
  return Number.isFinite(double) && compare(rationalOf(double), value) === 0 ? double : undefined;
}

const maxSafe = BigInt(Number.MAX_SAFE_INTEGER);

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [high, low] = [left < 0n ? -left : left, right < 0n ? -right : right];
  while (low !== 0n) [high, low] = [low, high % low];
  return high === 0n ? 1n : high;
}
