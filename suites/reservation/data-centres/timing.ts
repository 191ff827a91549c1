import { type JobTiming, shortTiming, takeoverBoundMilliseconds } from "../timing.ts";

/** Up to 80 ms from site to site, so several ways there and back for one operation. */
export const siteTiming: JobTiming = {
  ...shortTiming,
  heartbeatSeconds: 0.6,
  timeToLiveSeconds: 3,
  // Operations that first ask a node that is out of reach, and a machine that has other things to do.
  toleranceSeconds: 7,
};

/** What a site sends takes so long, one way. */
export const siteDelayMilliseconds = { least: 20, most: 80 } as const;

/** Within it the majority reserves each job once more, in milliseconds. */
export const siteBoundMilliseconds = takeoverBoundMilliseconds(siteTiming);

/**
 * What every history is held to, whatever its sites: longer than any cut lasts without a reservation, since who is to blame
 * for that is judged with the cut in view.
 */
export const historyBoundMilliseconds = 2 * siteBoundMilliseconds;
