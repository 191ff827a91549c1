import type { FaultKind, HistoryEvent, Operation } from "./event.ts";
import type { Excerpt } from "./excerpt.ts";
import type { Violation } from "./judgement.ts";

const longestStory = 8;

/** Tells a violation as a short story: at most eight sentences, each citing the event that it tells, and what follows. */
export function explain(excerpt: Excerpt, violation: Violation): readonly string[] {
  const story = citedBy(excerpt, violation).flatMap((number) => {
    const event = excerpt.get(number);
    return event === undefined ? [] : [`#${number}, at ${(event.time / 1000).toFixed(3)} s: ${sentence(event)}.`];
  });
  return [...story, `So ${violation.summary}.`];
}

/** The numbers of the events that its story tells, ascending. */
export function citedBy(excerpt: Excerpt, violation: Violation): readonly number[] {
  const numbers = new Set(violation.events);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  const actors = new Set(violation.events.map((number) => excerpt.get(number)?.worker));
  // Between the events that prove it, those that say why: what was done to the workers first, then what they believed.
  const between = [...excerpt].filter(
    ([number, event]) => number >= first && number <= last && actors.has(event.worker) && !numbers.has(number),
  );
  const faultsFirst = between.toSorted(
    ([, a], [, b]) => Number(b.operation === "fault") - Number(a.operation === "fault"),
  );
  for (const [number] of faultsFirst) if (numbers.size < longestStory - 1) numbers.add(number);
  return [...numbers].toSorted((a, b) => a - b);
}

/** What an event tells, without a full stop. */
export function sentence(event: HistoryEvent): string {
  const { worker, operation, type, job } = event;
  const token = event.token === undefined ? "without a token" : `with token ${event.token}`;
  if (operation === "fault") return `${worker} ${faults[event.fault ?? "stopped"]}`;
  if (operation === "effect") {
    const answer = type === "ok" ? (event.repeated === true ? "knew again" : "accepted") : "refused";
    return `the ledger ${answer} the effect "${event.milestone}" of ${worker} ${token}`;
  }
  if (operation === "due") return `${worker} announced that ${event.slot} of ${job} is due`;
  const what = verbs[operation];
  if (type === "invoke") return `${worker} was about to ${what} ${job}`;
  if (type === "info") return `${worker} could not learn whether it did ${what} ${job}`;
  if (type === "fail") return `${worker} was refused to ${what} ${job}`;
  if (operation === "reserve") return `${worker} reserved ${job} ${token}`;
  if (operation === "look") return `${worker} looked and found ${job} free`;
  if (operation === "check") return `${worker} was told that it owns ${job}, and went on to "${event.milestone}"`;
  if (operation === "clean") return `${worker} cleaned the run of ${job} ${token}`;
  return `${worker} did ${what} ${job}`;
}

const faults: Readonly<Record<FaultKind, string>> = {
  stopped: "was stopped by the harness (SIGSTOP)",
  resumed: "was resumed by the harness (SIGCONT)",
  killed: "was killed by the harness (SIGKILL)",
  skewed: "was given a wrong clock by the harness",
  corrected: "was given the right clock again by the harness",
  "cut-off": "was cut off by the harness",
  reconnected: "was reconnected by the harness",
  "store-down": "was taken down by the harness",
  "store-up": "was brought back by the harness",
  ended: "ended by itself",
  delayed: "was given a slow connection by the harness",
  undelayed: "was given a fast connection again by the harness",
  "connections-lost": "lost its connections by the harness",
  "commit-lost": "lost a connection by the harness while it was committing",
};

const verbs: Readonly<Record<Exclude<Operation, "fault" | "effect" | "due">, string>> = {
  clean: "clean",
  look: "look at",
  reserve: "reserve",
  heartbeat: "give a sign of life for",
  progress: "write its progress of",
  milestone: "reach a milestone of",
  check: "check that it owns",
  finish: "finish",
};
