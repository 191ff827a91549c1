import type { History, HistoryEvent } from "./event.ts";
import type { Violation } from "./judgement.ts";

const longestStory = 8;

/** Tells a violation as a short story: at most eight sentences, each citing the event that it tells. */
export function explain({ events }: History, violation: Violation): readonly string[] {
  const numbers = new Set(violation.events);
  const first = Math.min(...numbers);
  const last = Math.max(...numbers);
  const cited = violation.events.flatMap((number) => events[number - 1] ?? []);
  const actors = new Set(cited.map((event) => event.worker));
  // Between the events that prove it, those that say why: what was done to the workers, and their last checks.
  for (const wanted of [isFault, isCheck]) {
    for (let number = first; number <= last && numbers.size < longestStory - 1; number++) {
      const event = events[number - 1];
      if (event !== undefined && actors.has(event.worker) && wanted(event)) numbers.add(number);
    }
  }
  const story = [...numbers]
    .toSorted((a, b) => a - b)
    .flatMap((number) => {
      const event = events[number - 1];
      return event === undefined ? [] : [`#${number}, at ${(event.time / 1000).toFixed(3)} s: ${sentence(event)}.`];
    });
  return [...story, `So ${violation.summary}.`];
}

function isFault(event: HistoryEvent): boolean {
  return event.operation === "fault";
}

function isCheck(event: HistoryEvent): boolean {
  return (event.operation === "check" || event.operation === "look") && event.type === "ok";
}

function sentence(event: HistoryEvent): string {
  const { worker, operation, type, job } = event;
  const token = event.token === undefined ? "without a token" : `with token ${event.token}`;
  if (operation === "fault") return `the harness ${faults[event.fault ?? "stopped"]} ${worker}`;
  if (operation === "effect") {
    return `the ledger ${type === "ok" ? "accepted" : "refused"} the effect "${event.milestone}" of ${worker} ${token}`;
  }
  const what = verbs[operation];
  if (type === "invoke") return `${worker} was about to ${what} ${job}`;
  if (type === "info") return `${worker} could not learn whether it did ${what} ${job}`;
  if (type === "fail") return `${worker} was refused to ${what} ${job}`;
  if (operation === "reserve") return `${worker} reserved ${job} ${token}`;
  if (operation === "look") return `${worker} looked and found ${job} free`;
  if (operation === "check") return `${worker} was told that it owns ${job}, and went on to "${event.milestone}"`;
  return `${worker} did ${what} ${job}`;
}

const faults = { stopped: "stopped (SIGSTOP)", resumed: "resumed (SIGCONT)", killed: "killed (SIGKILL)" };

const verbs = {
  clean: "clean",
  look: "look at",
  reserve: "reserve",
  heartbeat: "give a sign of life for",
  milestone: "reach a milestone of",
  check: "act as the owner of",
  finish: "finish",
};
