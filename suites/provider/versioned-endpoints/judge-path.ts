import type { Contract, Operation } from "../../../contracts/index.ts";
import { isOperatorRoute } from "../operator-route.ts";
import { majorOf, versionIn } from "./path-version.ts";

/** What the path of an operation says of its version: a verdict, and a clause or sentence for it. */
export interface PathVerdict {
  readonly verdict: "pass" | "fail" | "skipped";
  readonly message: string;
}

/**
 * Judges the version in an operation's path, `prefix` (the path of the service's URL) in front, by the contract's. Paths of an
 * earlier major may stand beside the current ones in one contract: that is how two versions answer side by side. A contract of
 * version 0 is still being worked out, and may begin with /v1.
 */
export function judgePath(contract: Contract, operation: Operation, prefix: string): PathVerdict {
  const { id, path } = operation;
  const major = majorOf(contract.version);
  const found = versionIn(prefix + path);
  if (found === undefined) {
    return {
      verdict: "fail",
      message: `${id} must carry its major version in its path, so that another one can answer beside it, and its path is ${prefix}${path}.`,
    };
  }
  if (major === undefined) {
    return {
      verdict: "pass",
      message: `${id} carries the version ${found.major}; that of its contract has no major number.`,
    };
  }
  const allowed = major === 0 ? [0, 1] : [major];
  if (allowed.includes(found.major))
    return { verdict: "pass", message: `${id} carries the major version of its contract.` };
  const isCurrent = (other: Operation) => allowed.includes(versionIn(prefix + other.path)?.major ?? -1);
  const hasCurrent = contract.operations.some((other) => !isOperatorRoute(contract, other) && isCurrent(other));
  if (found.major < major && hasCurrent) {
    return {
      verdict: "pass",
      message: `${id} is of the earlier version ${found.major}, beside those of version ${major}.`,
    };
  }
  return {
    verdict: "fail",
    message: `${id} must carry the major version of its contract, which is ${contract.version}, and its path is ${prefix}${path}.`,
  };
}
