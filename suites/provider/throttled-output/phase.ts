/** Into a second of the clock: from when to when the first call is not made, since no load after it would come at a good time. */
const [badFrom, badUntil] = [300, 650];
/** After the first call the load comes soon, or a little later. */
const [soon, later] = [550, 800];

/** How long the first call waits, in milliseconds, so that the load after it comes late in a second of the clock as well. */
export function waitBeforeFirst(epochMilliseconds: number): number {
  const phase = epochMilliseconds % 1000;
  return phase > badFrom && phase < badUntil ? badUntil - phase : 0;
}

/** How long the load waits after a first call at this time, in milliseconds of a window of one second. */
export function waitAfterFirst(epochMilliseconds: number): number {
  return epochMilliseconds % 1000 <= badFrom ? soon : later;
}
