/** The sites: two data centres, and the witness that gives one of them the majority when they lose each other. */
export const siteNames = ["dc1", "dc2", "witness"] as const;
/** One of `siteNames`. */
export type SiteName = (typeof siteNames)[number];

/** One direction of the link between two sites. */
export interface Direction {
  readonly from: SiteName;
  readonly to: SiteName;
}

/** All six directions. */
export const directions: readonly Direction[] = siteNames.flatMap((from) =>
  siteNames.filter((to) => to !== from).map((to) => ({ from, to })),
);

/** What lies between the sites: every byte takes its time, and none arrives while its direction is cut. */
export interface WideArea {
  /** One way, in milliseconds; 0 inside a site. */
  delayMilliseconds(direction: Direction): number;
  /** Never inside a site. */
  isCut(direction: Direction): boolean;
  /** Cuts these directions as well. What is on its way is held, like a segment that TCP sends again and again. */
  cut(directions: readonly Direction[]): void;
  /** Undoes every cut; what was held arrives. */
  heal(): void;
  /** Calls at each healing, until the returned function is called. */
  onHeal(listener: () => void): () => void;
}

/** Makes a network without a cut; `delay` gives the milliseconds of each direction, asked once. */
export function createWideArea(delay: (direction: Direction) => number): WideArea {
  const delays = new Map(directions.map((direction) => [name(direction), delay(direction)]));
  const cuts = new Set<string>();
  const listeners = new Set<() => void>();
  return {
    delayMilliseconds: (direction) => delays.get(name(direction)) ?? 0,
    isCut: (direction) => cuts.has(name(direction)),
    cut(cut) {
      for (const direction of cut) cuts.add(name(direction));
    },
    heal() {
      cuts.clear();
      for (const listener of listeners) listener();
    },
    onHeal(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function name({ from, to }: Direction): string {
  return `${from} to ${to}`;
}
