import { dayNames, monthNames } from "./pattern.ts";

const fixedMilliseconds: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  fortnight: 14 * 86_400_000,
};

/**
 * Evaluates an expression that moves a moment, as the generators of dates have them: `today + 1 week`, `next monday`,
 * `now @ noon`, `tomorrow @ 5 o'clock pm - 10 minutes`. Before `@` stands the date, after it the time. All in UTC;
 * undefined where it cannot be read.
 */
export function evaluateDateExpression(expression: string, now: Date): Date | undefined {
  const [date = "", time = "", ...more] = expression.toLowerCase().split("@");
  if (more.length > 0) return undefined;
  const day = apply(date.trim(), now);
  return day && apply(time.trim(), day);
}

/** A base and what is added to it, word by word. */
function apply(text: string, start: Date): Date | undefined {
  const token = /\s*(?:(\d+)\s*o'clock(?:\s*(am|pm))?|(next|last)\s+([a-z]+)|([+-])\s*(\d*)\s*([a-z]+)|([a-z]+))\s*/y;
  let moment: Date | undefined = start;
  while (token.lastIndex < text.length && moment !== undefined) {
    const match = token.exec(text);
    if (match === null) return undefined;
    const [, clock, half, direction, name = "", sign, amount = "", unit = "", base = ""] = match;
    if (clock !== undefined) moment = atHour(moment, Number(clock), half);
    else if (direction !== undefined) moment = shift(moment, name, direction === "next" ? 1 : -1);
    else if (sign !== undefined)
      moment = shift(moment, unit, (sign === "+" ? 1 : -1) * (amount === "" ? 1 : Number(amount)));
    else moment = fromBase(moment, base);
  }
  return moment;
}

function fromBase(moment: Date, base: string): Date | undefined {
  if (base === "now" || base === "today") return moment;
  if (base === "tomorrow") return shift(moment, "day", 1);
  if (base === "yesterday") return shift(moment, "day", -1);
  if (base === "midnight") return atHour(moment, 0, undefined);
  return base === "noon" ? atHour(moment, 12, undefined) : undefined;
}

function atHour(moment: Date, hour: number, half: string | undefined): Date | undefined {
  if (half === undefined ? hour > 23 : hour < 1 || hour > 12) return undefined;
  const full = half === undefined ? hour : (hour % 12) + (half === "pm" ? 12 : 0);
  return new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate(), full));
}

/** Adds so many units; a day of the week or month is the next or last one of its name. */
function shift(moment: Date, unit: string, amount: number): Date | undefined {
  const name = unit.replace(/s$/, "");
  const milliseconds = fixedMilliseconds[name];
  if (milliseconds !== undefined) return new Date(moment.getTime() + amount * milliseconds);
  if (name === "month" || name === "year") return addMonths(moment, name === "month" ? amount : amount * 12);
  const weekday = indexOfName(dayNames, unit);
  if (weekday >= 0)
    return toCyclic(amount, 7, weekday - ((moment.getUTCDay() + 6) % 7), (days) => shift(moment, "day", days));
  const month = indexOfName(monthNames, unit);
  if (month < 0) return undefined;
  return toCyclic(amount, 12, month - moment.getUTCMonth(), (months) => addMonths(moment, months));
}

/** Goes to the first place of that name after (or, backwards, before) this one; today is not the next of its own name. */
function toCyclic(
  amount: number,
  length: number,
  distance: number,
  move: (steps: number) => Date | undefined,
): Date | undefined {
  const forward = ((distance + length - 1) % length) + 1;
  const first = amount > 0 ? forward : forward - length === 0 ? -length : forward - length;
  return move(first + (Math.abs(amount) - 1) * length * Math.sign(amount));
}

function indexOfName(names: readonly string[], text: string): number {
  if (text.length < 3) return -1;
  return names.findIndex((name) => name.toLowerCase().startsWith(text));
}

/** The last day of a shorter month stands for days that it has not. */
function addMonths(moment: Date, months: number): Date {
  const [year, month, day] = [moment.getUTCFullYear(), moment.getUTCMonth() + months, moment.getUTCDate()];
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const moved = new Date(moment);
  moved.setUTCFullYear(year, month, Math.min(day, length));
  return moved;
}
