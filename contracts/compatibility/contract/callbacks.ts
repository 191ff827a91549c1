import { isObject } from "../../json.ts";
import { pointer as join } from "../../model/pointer.ts";
import { type Comparison, nodeAt } from "./comparison.ts";
import type { OperationPair } from "./operation-place.ts";

/** Compares the callbacks of an operation: what the provider sends back. */
export function compareCallbacks(comparison: Comparison, { before, after }: OperationPair): void {
  compareSent(comparison, [after.id], `${before.pointer}/callbacks`, `${after.pointer}/callbacks`, "callback");
}

/** Compares webhooks: what the provider sends of itself. */
export function compareWebhooks(comparison: Comparison): void {
  compareSent(comparison, [], "/webhooks", "/webhooks", "webhook");
}

function compareSent(
  comparison: Comparison,
  operations: readonly string[],
  before: string,
  after: string,
  word: string,
): void {
  const { report, responses } = comparison;
  const [left, right] = [nodeAt(comparison.before, before), nodeAt(comparison.after, after)];
  for (const [name, old] of Object.entries(left)) {
    const now = right[name];
    const place = { operations, before: before + join(name) };
    if (now === undefined) {
      report("callback-removed", {
        ...place,
        message: `The ${word} ${name} is no longer sent; who waits for it waits in vain.`,
        witness: { kind: "service", promised: { [word]: name }, allowed: null },
      });
    } else if (!responses.identity.same(old, now)) {
      report("callback-changed", {
        ...place,
        after: after + join(name),
        effect: isDocumentationOnly(old, now) ? "compatible" : "unknown",
        message: `The ${word} ${name} changed; whether that breaks anybody could not be decided: its receiver is not described.`,
      });
    }
  }
  for (const name of Object.keys(right)) {
    if (Object.hasOwn(left, name)) continue;
    const message = `The ${word} ${name} was added.`;
    report("callback-changed", { operations, after: after + join(name), effect: "compatible", message });
  }
}

const documentation = new Set(["summary", "description", "tags", "externalDocs", "example", "examples", "title"]);

/** Whether two values differ in nothing but descriptions. */
function isDocumentationOnly(before: unknown, after: unknown): boolean {
  const told = (value: unknown) =>
    JSON.stringify(value, (_name, part: unknown) =>
      isObject(part) ? Object.fromEntries(Object.entries(part).filter(([name]) => !documentation.has(name))) : part,
    );
  return told(before) === told(after);
}
