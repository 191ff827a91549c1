import type { Call, CheckContext, PreparedCall } from "../../kit/check.ts";
import { credentialsOf } from "../../kit/credentials/of-target.ts";
import { identityFor } from "../state/call.ts";
import { type Bound, createdBy, readingOf } from "../state/created.ts";

/** How the object is read that a prepared call works on; undefined where the contract has no such operation. */
export function readingCall(context: CheckContext, { call, producer }: PreparedCall): Call | undefined {
  const { contract } = context;
  const bound =
    readingOf(contract, call) ??
    (producer === undefined ? undefined : createdBy(contract, producer.call.operation, producer.exchange)?.reading);
  return bound === undefined ? undefined : callOf(context, bound);
}

function callOf({ target }: CheckContext, { operation, path }: Bound): Call {
  const identity = identityFor(operation, credentialsOf(target)?.subject);
  return { operation, path, query: {}, headers: {}, ...(identity === undefined ? {} : { identity }) };
}
