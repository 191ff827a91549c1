import { reasonOf, TercetError } from "../../../errors.ts";
import type { Contract, Operation } from "../../../model/contract.ts";
import { pointer as join } from "../../../model/pointer.ts";
import { readCallbacks, readWebhooks, type SentOperation } from "../../../model/sent-operations.ts";
import { type Comparison, nodeAt } from "../comparison.ts";
import { compareDocumentation } from "../documentation.ts";
import { compareLifecycle, sunsetOf } from "../lifecycle.ts";
import type { OperationPair } from "../operation-place.ts";
import { compareAnswers } from "./answers.ts";
import { compareSentBody } from "./body.ts";
import { compareSentParameters } from "./parameters.ts";
import { compareSentSecurity } from "./security.ts";

/** What is compared: the callbacks of one operation, or all webhooks. */
interface Senders {
  readonly word: "callback" | "webhook";
  /** The operation that asks for it; none for webhooks. */
  readonly operations: readonly string[];
  /** Where they stand: pointers to `callbacks` or `webhooks`. */
  readonly before: string;
  readonly after: string;
  read(contract: Contract, side: "before" | "after"): readonly SentOperation[];
}

/** Compares the callbacks of an operation: what the provider sends back. */
export function compareCallbacks(comparison: Comparison, pair: OperationPair): void {
  compareSent(comparison, {
    word: "callback",
    operations: [pair.after.id],
    before: `${pair.before.pointer}/callbacks`,
    after: `${pair.after.pointer}/callbacks`,
    read: (contract, side) => readCallbacks(contract, pair[side]),
  });
}

/** Compares webhooks: what the provider sends of itself. */
export function compareWebhooks(comparison: Comparison): void {
  const read = (contract: Contract) => readWebhooks(contract);
  compareSent(comparison, { word: "webhook", operations: [], before: "/webhooks", after: "/webhooks", read });
}

/** The provider sends these requests, so they may narrow; the consumer answers them, so what is accepted may widen. */
function compareSent(comparison: Comparison, senders: Senders): void {
  const { responses } = comparison;
  const [left, right] = [nodeAt(comparison.before, senders.before), nodeAt(comparison.after, senders.after)];
  if (responses.identity.same(left, right)) return;
  let all: readonly [before: readonly SentOperation[], after: readonly SentOperation[]];
  try {
    all = [senders.read(comparison.before, "before"), senders.read(comparison.after, "after")];
  } catch (error) {
    if (!(error instanceof TercetError)) throw error;
    tellUnread(comparison, senders, reasonOf(error));
    return;
  }
  const names = new Set(all.flatMap((sent) => sent.map(({ name }) => name)));
  for (const name of names) {
    const [was, is] = all.map((sent) => sent.filter((one) => one.name === name).map(({ operation }) => operation));
    compareNamed(comparison, senders, name, was ?? [], is ?? []);
  }
}

/** One callback is several requests where it has several addresses or methods; those of the same method belong together. */
function compareNamed(
  comparison: Comparison,
  senders: Senders,
  name: string,
  before: readonly Operation[],
  after: readonly Operation[],
): void {
  const free = new Set(after);
  const gone: Operation[] = [];
  const alike = (one: Operation, isSame: (other: Operation) => boolean) =>
    [...free].find((other) => other.method === one.method && isSame(other));
  const rest = before.filter((one) => {
    const same = alike(one, ({ path }) => path === one.path);
    if (same !== undefined) compareOne(comparison, senders, name, { before: one, after: same }, free);
    return same === undefined;
  });
  for (const one of rest) {
    const moved = alike(one, () => true);
    if (moved === undefined) gone.push(one);
    else compareOne(comparison, senders, name, { before: one, after: moved }, free);
  }
  for (const one of gone) tellRemoved(comparison, senders, name, one);
  for (const { id, pointer } of free) {
    comparison.report("callback-added", {
      operations: operationsOf(senders, id),
      after: pointer,
      message: `The ${senders.word} ${name} was added.`,
    });
  }
}

function compareOne(
  comparison: Comparison,
  senders: Senders,
  name: string,
  pair: OperationPair,
  free: Set<Operation>,
): void {
  free.delete(pair.after);
  const { report, responses } = comparison;
  const { before, after } = pair;
  const subject = { name: `the ${senders.word} ${name}`, operations: operationsOf(senders, after.id) };
  const place = { operations: subject.operations, before: before.pointer, after: after.pointer };
  if (before.path !== after.path) {
    report("callback-address-changed", {
      ...place,
      message: `The callback ${name} goes to ${after.path}, and went to ${before.path}; who gave the address there waits in vain.`,
      witness: { kind: "service", promised: { address: before.path }, allowed: { address: after.path } },
    });
  }
  // What these tell of an operation concerns those who asked for it.
  const own: Comparison = {
    ...comparison,
    report: (rule, told) => report(rule, { ...told, operations: subject.operations }),
  };
  compareLifecycle(own, pair);
  compareSentSecurity(comparison, pair, subject);
  compareSentParameters(comparison, pair, subject);
  compareSentBody(comparison, pair, subject);
  compareAnswers(comparison, pair, subject);
  compareDocumentation(own, pair);
  const within = [nodeAt(comparison.before, before.pointer), nodeAt(comparison.after, after.pointer)] as const;
  if (responses.identity.same(within[0].callbacks ?? null, within[1].callbacks ?? null)) return;
  report("callback-changed", {
    ...place,
    message: `The callbacks within ${subject.name} changed; whether that breaks anybody could not be decided: they are not compared.`,
  });
}

function tellRemoved(comparison: Comparison, senders: Senders, name: string, operation: Operation): void {
  const { report, today, before } = comparison;
  const sunset = sunsetOf(before, operation);
  const told = { operations: operationsOf(senders, operation.id), before: operation.pointer };
  if (sunset !== undefined && sunset <= today) {
    const message = `The ${senders.word} ${name} is no longer sent, as was announced for ${sunset.toISOString().slice(0, 10)}.`;
    report("callback-removed", { ...told, effect: "compatible", message });
    return;
  }
  report("callback-removed", {
    ...told,
    message: `The ${senders.word} ${name} is no longer sent; who waits for it waits in vain.`,
    witness: { kind: "service", promised: { [senders.word]: name }, allowed: null },
  });
}

function tellUnread(comparison: Comparison, { word, operations, before, after }: Senders, reason: string): void {
  const [left, right] = [nodeAt(comparison.before, before), nodeAt(comparison.after, after)];
  for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
    if (comparison.responses.identity.same(left[name] ?? null, right[name] ?? null)) continue;
    comparison.report("callback-changed", {
      operations,
      ...(Object.hasOwn(left, name) ? { before: before + join(name) } : {}),
      ...(Object.hasOwn(right, name) ? { after: after + join(name) } : {}),
      message: `The ${word} ${name} changed; whether that breaks anybody could not be decided: ${reason}`,
    });
  }
}

/** A callback belongs to the operation that asks for it; a webhook is an operation of its own. */
function operationsOf({ operations }: Senders, id: string): readonly string[] {
  return operations.length === 0 ? [id] : operations;
}
