import type { Contract, Guarantee, Operation } from "../../../contracts/index.ts";
import type { AnswerDisclosure, AnswerEntry, AnswerFault, AnswerLedger } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import type { NoAnswer } from "../../kit/no-answer.ts";
import { disclosuresIn } from "../data-only/disclosures.ts";
import { astrayIn } from "../https-only/astray.ts";
import { cookiesIn } from "../stateless/cookies.ts";
import { exposuresIn } from "../token-hygiene/exposures.ts";
import { judgeAnswer } from "./judge.ts";

/** As many kinds of fault of one response are kept; the first ones tell enough. */
const maxFaults = 5;

/** An answer ledger that is still written to. */
export interface OpenAnswerLedger extends AnswerLedger {
  /** Judges an exchange that the check for `via` made. */
  observe(operation: Operation, exchange: Exchange, via: Guarantee): void;
  /** Notes that the service gave something that cannot be read. */
  observeUnreadable(operation: Operation, error: NoAnswer, via: Guarantee): void;
}

/** What answers are searched for, by the guarantee that forbids it. */
const searches = [
  ["data-only", disclosuresIn],
  ["token-hygiene", exposuresIn],
  ["stateless", cookiesIn],
  ["https-only", astrayIn],
] as const;

type Entry = { -readonly [Key in keyof AnswerEntry]: AnswerEntry[Key] } & { faults: AnswerFault[] };

/** An empty ledger. */
export function createAnswerLedger(contract: Contract): OpenAnswerLedger {
  const entries = new Map<string, Entry>();
  const disclosures = new Map<string, AnswerDisclosure>();
  const note = (operation: string, declared: string | undefined, faults: readonly AnswerFault[]) => {
    const key = JSON.stringify([operation, declared]);
    const entry = entries.get(key) ?? { operation, declared, seen: 0, faults: [] };
    entries.set(key, entry);
    entry.seen++;
    for (const fault of faults) {
      const known = entry.faults.some(({ message }) => message === fault.message);
      if (!known && entry.faults.length < maxFaults) entry.faults.push(fault);
    }
  };
  return {
    entries: () => [...entries.values()],
    disclosures: (guarantee) => [...disclosures.values()].filter((one) => one.guarantee === guarantee),
    observe(operation, exchange, via) {
      const { declared, faults } = judgeAnswer(contract, operation, exchange);
      note(
        operation.id,
        declared,
        faults.map((message) => ({ message, via, exchange })),
      );
      for (const [guarantee, disclosedIn] of searches) {
        for (const { way, message } of disclosedIn(exchange)) {
          const key = JSON.stringify([operation.id, guarantee, way]);
          if (disclosures.has(key)) continue;
          disclosures.set(key, { operation: operation.id, guarantee, way, message, via, exchange });
        }
      }
    },
    observeUnreadable: (operation, { message }, via) => note(operation.id, undefined, [{ message, via }]),
  };
}
