/** Where a job's state stands, below a prefix of its own. */
export interface Keys {
  /** Of all jobs: the prefix. */
  readonly jobs: string;
  job(name: string): string;
  /** Of all jobs' signs of life: the prefix. */
  readonly lives: string;
  life(name: string): string;
  /** Of all milestones of a job: the prefix. */
  milestones(name: string): string;
  milestone(name: string, slot: Date, milestone: string): string;
}

/** Names are encoded, so that none of them is the beginning of another one's key. */
export function keysBelow(prefix: string): Keys {
  const jobs = `${prefix}/job/`;
  const lives = `${prefix}/life/`;
  const milestones = (name: string) => `${prefix}/milestone/${encodeURIComponent(name)}/`;
  return {
    jobs,
    job: (name) => jobs + encodeURIComponent(name),
    lives,
    life: (name) => lives + encodeURIComponent(name),
    milestones,
    milestone: (name, slot, milestone) => `${milestones(name)}${slot.toISOString()}/${encodeURIComponent(milestone)}`,
  };
}
