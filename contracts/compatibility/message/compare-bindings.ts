import { isObject } from "../../json.ts";
import type { MessageContract } from "../../model/asyncapi/message-contract.ts";
import { resolvePointer } from "../../model/pointer.ts";
import { canonical } from "../../schema/equality.ts";
import { type Comparison, tell } from "./comparison.ts";

/** Compares what is said for one protocol alone, at a message, channel, operation or server. */
export function compareBindings(
  comparison: Comparison,
  operations: readonly string[],
  before: string,
  after: string,
): void {
  const [from, to] = [bindingsAt(comparison.before, before), bindingsAt(comparison.after, after)];
  for (const protocol of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (canonical(from[protocol] ?? null) === canonical(to[protocol] ?? null)) continue;
    tell(comparison, {
      rule: "bindings-changed",
      effect: "unknown",
      operations,
      place: { before: `${before}/bindings`, after: `${after}/bindings` },
      message: `The bindings for ${protocol} changed; whether that breaks anybody is known to the protocol alone.`,
    });
  }
}

/** By protocol; Kafka's key is a schema, which is compared as one. */
function bindingsAt({ document }: MessageContract, pointer: string): Record<string, unknown> {
  const bindings = resolvePointer(document, `${pointer}/bindings`);
  const target =
    isObject(bindings) && typeof bindings.$ref === "string"
      ? resolvePointer(document, bindings.$ref.slice(1))
      : bindings;
  if (!isObject(target)) return {};
  const { kafka, ...others } = target;
  if (!isObject(kafka)) return target;
  const { key: _, ...rest } = kafka;
  return Object.keys(rest).length === 0 ? others : { ...others, kafka: rest };
}
