/** How a job is run, in seconds. */
export interface JobTiming {
  /** Between two slots. */
  readonly everySeconds: number;
  /** How long a run may take, whatever its signs of life. */
  readonly timeoutSeconds: number;
  /** Between two signs of life. */
  readonly heartbeatSeconds: number;
  /** How long a run without a sign of life is left alone. */
  readonly timeToLiveSeconds: number;
  /** Between two looks at the job by a worker that was not granted it. */
  readonly pollSeconds: number;
  /** Added to the bound within which a job must be taken over: for a machine that has other things to do. */
  readonly toleranceSeconds: number;
}

/** Short, so that a run takes seconds; long enough that a busy machine does not look dead. */
export const shortTiming: JobTiming = {
  everySeconds: 0.3,
  timeoutSeconds: 30,
  heartbeatSeconds: 0.2,
  timeToLiveSeconds: 1,
  pollSeconds: 0.1,
  toleranceSeconds: 4,
};

/** After an owner's end, another worker reserves within it: time to live + clean + poll + tolerance, in milliseconds. */
export function takeoverBoundMilliseconds({ timeToLiveSeconds, pollSeconds, toleranceSeconds }: JobTiming): number {
  // A worker cleans each time it polls.
  return (timeToLiveSeconds + 2 * pollSeconds + toleranceSeconds) * 1000;
}
