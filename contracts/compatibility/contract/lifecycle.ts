import { isObject } from "../../json.ts";
import type { Contract, Operation } from "../../model/contract.ts";
import { readSunset, sunsetKey } from "../../model/sunset.ts";
import { type Comparison, nodeAt } from "./comparison.ts";
import type { OperationPair } from "./operation-place.ts";

/** Compares deprecation (RFC 9745) and sunset (RFC 8594) of an operation. */
export function compareLifecycle({ before, after, report }: Comparison, pair: OperationPair): void {
  const told = { operations: [pair.after.id], before: pair.before.pointer, after: pair.after.pointer };
  const [was, is] = [isDeprecated(before, pair.before), isDeprecated(after, pair.after)];
  const { id } = pair.after;
  if (is && !was) report("operation-deprecated", { ...told, message: `${id} is deprecated.` });
  if (was && !is) report("operation-deprecation-withdrawn", { ...told, message: `${id} is no longer deprecated.` });
  const [old, now] = [sunsetOf(before, pair.before), sunsetOf(after, pair.after)];
  if (old?.getTime() === now?.getTime()) return;
  if (old === undefined) {
    report("sunset-announced", { ...told, message: `${id} works until ${now?.toISOString()}.` });
  } else if (now === undefined || now > old) {
    const until = now === undefined ? "without an end" : `until ${now.toISOString()}`;
    report("sunset-postponed", { ...told, message: `${id} works ${until}, and did until ${old.toISOString()}.` });
  } else {
    report("sunset-advanced", {
      ...told,
      message: `${id} works until ${now.toISOString()}, though it was promised until ${old.toISOString()}.`,
      witness: { kind: "service", promised: { sunset: old.toISOString() }, allowed: { sunset: now.toISOString() } },
    });
  }
}

function isDeprecated(contract: Contract, operation: Operation): boolean {
  return nodeAt(contract, operation.pointer).deprecated === true || headerDate(operation, "deprecation") !== undefined;
}

/**
 * The instant from which on an operation may be gone: `x-sunset` of the operation, else the
 * value that a response declares for its `Sunset` header. Undefined where there is none that can be read.
 */
export function sunsetOf(contract: Contract, operation: Operation): Date | undefined {
  return readSunset(nodeAt(contract, operation.pointer)[sunsetKey]) ?? headerDate(operation, "sunset");
}

function headerDate(operation: Operation, name: string): Date | undefined {
  for (const { headers } of operation.responses.values()) {
    const schema = headers.find((header) => header.name.toLowerCase() === name)?.schema;
    if (!isObject(schema)) continue;
    const values = [schema.const, schema.default, ...listOf(schema.enum), ...listOf(schema.examples)];
    const date = values.map(dateOf).find((value) => value !== undefined);
    if (date !== undefined) return date;
  }
  return undefined;
}

/** RFC 9745 writes a deprecation as `@` and seconds; a sunset is an HTTP date, RFC 9110 §5.6.7. */
function dateOf(value: unknown): Date | undefined {
  const seconds = typeof value === "string" ? /^@(\d+)$/.exec(value)?.[1] : undefined;
  return seconds === undefined ? readSunset(value) : new Date(Number(seconds) * 1000);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
