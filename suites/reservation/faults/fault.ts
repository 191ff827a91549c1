import type { Property } from "../history/judgement.ts";
import type { Stage } from "./stage.ts";

/** Something that happens to workers, at an exact point of the protocol. */
export interface Fault {
  /** As on the command line. */
  readonly name: string;
  /** What is done, in one line. */
  readonly title: string;
  /** The properties that it puts to the test; when one was not exercised, the run proves nothing. */
  readonly exercises: readonly Property[];
  /** Does it, some times over, and returns when enough was seen, or nothing more came. Undone by its end. */
  run(stage: Stage): Promise<void>;
}
