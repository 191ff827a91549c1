import type { Fault, FaultRule } from "./fault.ts";

/** The faults that a mock has in store. */
export interface Faults {
  readonly rules: readonly FaultRule[];
  /** Replaces all rules; of several that fit, the first counts. */
  set(rules: readonly FaultRule[]): void;
  /** The fault for the next answer of an operation; counts it. */
  take(operation: string): Fault | undefined;
}

/** Starts with these rules. */
export function createFaults(initial: readonly FaultRule[] = []): Faults {
  let rules = initial.map((rule) => ({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }));
  return {
    get rules() {
      return rules.map(({ rule, left }) => (rule.times === undefined ? rule : { ...rule, times: left }));
    },
    set(next) {
      rules = next.map((rule) => ({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }));
    },
    take(operation) {
      if (rules.length === 0) return undefined;
      const found = rules.find(({ rule }) => rule.operation === undefined || rule.operation === operation);
      if (found === undefined) return undefined;
      found.left--;
      if (found.left <= 0) rules = rules.filter((one) => one !== found);
      const { operation: _operation, times: _times, ...fault } = found.rule;
      return fault;
    },
  };
}
