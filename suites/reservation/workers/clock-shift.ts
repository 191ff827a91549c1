// Preloaded into Node workers (`--import`): shifts what the program takes for the time of day by the offset that stands in
// TERCET_CLOCK_FILE. Timers and `performance.now()` keep the monotonic clock, as they do when an administrator sets the clock.
import { readFileSync } from "node:fs";

const file = process.env.TERCET_CLOCK_FILE;
const RealDate = Date;
/** The file is read again after so many milliseconds: a program may ask for the time a million times a second. */
const freshMilliseconds = 5;
let readAt = Number.NEGATIVE_INFINITY;
let offsetMilliseconds = 0;

function now(): number {
  if (performance.now() - readAt > freshMilliseconds) {
    readAt = performance.now();
    offsetMilliseconds = readOffset() * 1000;
  }
  return RealDate.now() + offsetMilliseconds;
}

function readOffset(): number {
  try {
    const seconds = Number.parseFloat(readFileSync(file ?? "", "utf8"));
    return Number.isFinite(seconds) ? seconds : 0;
  } catch {
    // It is removed when the run is over.
    return 0;
  }
}

if (file !== undefined) {
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, parameters, newTarget) =>
      Reflect.construct(target, parameters.length === 0 ? [now()] : parameters, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, name, receiver) => (name === "now" ? now : Reflect.get(target, name, receiver)),
  });
}
