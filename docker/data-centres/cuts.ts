import { type Direction, directions, type SiteName } from "./wide-area.ts";

/** A way in which the sites lose each other. */
export interface Cut {
  /** As on the command line. */
  readonly name: string;
  /** What is done, in one line. */
  readonly title: string;
  /** Where nothing arrives any more. */
  readonly directions: readonly Direction[];
  /** Sites that have no part in the majority any more; where there is none, each site still reaches the witness. */
  readonly minority: readonly SiteName[];
}

const all = (filter: (direction: Direction) => boolean) => directions.filter(filter);
const around = (site: SiteName) => all(({ from, to }) => from === site || to === site);
const fromSite = (site: SiteName) => all(({ from }) => from === site);
const toSite = (site: SiteName) => all(({ to }) => to === site);

/** Every cut, in the order in which they are run. */
export const cuts: readonly Cut[] = [
  { name: "dc1-alone", title: "dc1 | dc2 and the witness", directions: around("dc1"), minority: ["dc1"] },
  { name: "dc2-alone", title: "dc2 | dc1 and the witness", directions: around("dc2"), minority: ["dc2"] },
  { name: "witness-alone", title: "the witness | dc1 and dc2", directions: around("witness"), minority: ["witness"] },
  {
    name: "bridged",
    title: "dc1 | dc2, while the witness reaches both",
    directions: all(({ from, to }) => from !== "witness" && to !== "witness"),
    minority: [],
  },
  { name: "dc1-unheard", title: "nothing arrives that dc1 sends", directions: fromSite("dc1"), minority: ["dc1"] },
  { name: "dc1-deaf", title: "nothing arrives at dc1", directions: toSite("dc1"), minority: ["dc1"] },
  { name: "dc2-unheard", title: "nothing arrives that dc2 sends", directions: fromSite("dc2"), minority: ["dc2"] },
  { name: "dc2-deaf", title: "nothing arrives at dc2", directions: toSite("dc2"), minority: ["dc2"] },
  {
    name: "dc1-to-dc2",
    title: "nothing arrives from dc1 at dc2, all else does",
    directions: [{ from: "dc1", to: "dc2" }],
    minority: [],
  },
  {
    name: "dc2-to-dc1",
    title: "nothing arrives from dc2 at dc1, all else does",
    directions: [{ from: "dc2", to: "dc1" }],
    minority: [],
  },
];
