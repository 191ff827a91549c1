import { TercetError } from "../../contracts/index.ts";
import type { Target } from "../../suites/index.ts";

/**
 * The target without some operations of its contract, so that nothing sends them: those that switch the service off, mail
 * people or cost money. Throws `TercetError` (`usage`) for an operation that the contract does not have.
 */
export function withoutOperations(target: Target, names: readonly string[]): Target {
  const { contract } = target;
  const stranger = names.find((name) => !contract.operations.some(({ id }) => id === name));
  if (stranger !== undefined) {
    throw new TercetError(
      "usage",
      `--except: ${contract.service} has no operation "${stranger}"; name it as findings do, by its operationId or as "METHOD /path".`,
    );
  }
  if (names.length === 0) return target;
  const operations = contract.operations.filter(({ id }) => !names.includes(id));
  return { ...target, contract: { ...contract, operations } };
}
