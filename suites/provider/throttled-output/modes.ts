import type { StandInMode } from "../../kit/stand-in.ts";

/** A way in which a dependency fails at once, and the way of refutation that it belongs to. */
export interface FailingMode {
  readonly mode: StandInMode;
  readonly way: "dead" | "failing" | "unlawful";
  /** A clause: what the dependency does. */
  readonly clause: string;
}

/** The most lasting ones last: a consumer that gives a dependency up for a while has then seen the others. */
export const failingModes: readonly FailingMode[] = [
  { mode: "unlawful", way: "unlawful", clause: "answers against its contract" },
  { mode: "page", way: "unlawful", clause: "answers 200 with a page of HTML" },
  { mode: "broken", way: "unlawful", clause: "answers with JSON that ends too early" },
  { mode: "erring", way: "failing", clause: "answers 500" },
  { mode: "throttling", way: "failing", clause: "answers 429" },
  { mode: "unavailable", way: "failing", clause: "answers 503" },
  { mode: "garbled", way: "dead", clause: "answers with something that is not HTTP" },
  { mode: "cut", way: "dead", clause: "cuts the connection in the middle of its answer" },
  { mode: "reset", way: "dead", clause: "resets the connection" },
  { mode: "dead", way: "dead", clause: "refuses connections" },
];
