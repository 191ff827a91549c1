import type { Contract, Operation } from "../../../contracts/portable.ts";
import type { Refusal, RefusalRule } from "./refusal.ts";

/** Makes the refusals of one operation: each says where in which contract the broken rule stands. */
export type Refuse = (
  status: number,
  rule: RefusalRule,
  detail: string,
  more?: Pick<Refusal, "pointer" | "errors" | "headers">,
) => Refusal;

/** The contract as people call it: `products 1.0.0`. */
export function titleOf({ service, version }: Contract): string {
  return `${service} ${version}`;
}

/** For refusals of an operation; the pointer leads to the operation where none is given. */
export function refusalsOf(contract: Contract, operation: Operation): Refuse {
  const place = { contract: titleOf(contract), operation: operation.id, pointer: operation.pointer };
  return (status, rule, detail, more = {}) => ({ status, rule, detail, ...place, ...more });
}

/** A value in a sentence, shortened. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
