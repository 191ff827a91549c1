import type { Contract, Coverage, Operation } from "../../../contracts/index.ts";
import type { AnswerLedger, State } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import type { Identity } from "../../kit/identity.ts";
import { reasonOfOperation, reasonOfRole, reasonOfStatus } from "./reasons.ts";

/** Gathers what of a contract was exercised, and why the rest was not; bounded by the contract, however long the run. */
export interface CoverageLedger {
  /** Notes whom an operation served, where it was not a refusal. */
  observe(operation: Operation, exchange: Exchange, identity: Identity | undefined): void;
  /** The same state, whose reasons for reaching an operation not are remembered. */
  watching<S extends Pick<State, "prepare">>(state: S): S;
  /** What was exercised until now. */
  coverage(requests: number): Coverage;
}

/** An empty ledger over a contract and its answers. */
export function createCoverageLedger(contract: Contract, answers: AnswerLedger): CoverageLedger {
  /** How often an operation served a role, by operation. */
  const served = new Map<string, Map<string, number>>();
  const unreachable = new Map<string, string>();
  return {
    observe({ id }, { response }, identity) {
      if (response.status === 401 || response.status === 403) return;
      const roles = served.get(id) ?? new Map<string, number>();
      served.set(id, roles);
      for (const role of identity?.roles ?? []) roles.set(role, (roles.get(role) ?? 0) + 1);
    },
    watching: (state) => ({
      ...state,
      async prepare(operation: Operation) {
        const prepared = await state.prepare(operation);
        if ("unreachable" in prepared) unreachable.set(operation.id, prepared.unreachable);
        return prepared;
      },
    }),
    coverage(requests) {
      const seen = Map.groupBy(answers.entries(), ({ operation }) => operation);
      return {
        subject: contract.service,
        requests,
        operations: contract.operations.map((operation) => {
          const entries = seen.get(operation.id) ?? [];
          const answered = entries.reduce((sum, entry) => sum + entry.seen, 0);
          const why = reasonOfOperation(unreachable.get(operation.id));
          return {
            operation: operation.id,
            ...met(answered, why),
            statuses: [...operation.responses.keys()].map((status) => {
              const count = entries.find(({ declared }) => declared === status)?.seen ?? 0;
              return { status, ...met(count, answered === 0 ? why : reasonOfStatus(status)) };
            }),
            roles: rolesOf(operation).map((role) => {
              const count = served.get(operation.id)?.get(role) ?? 0;
              return { role, ...met(count, answered === 0 ? why : reasonOfRole(unreachable.get(operation.id))) };
            }),
          };
        }),
      };
    },
  };
}

const met = (seen: number, reason: string) => (seen > 0 ? { seen } : { seen, reason });

/** Every role that any alternative of the security requirement names, once. */
function rolesOf({ security }: Operation): readonly string[] {
  return [...new Set(security.flatMap(({ schemes }) => schemes.flatMap(({ roles }) => roles)))];
}
