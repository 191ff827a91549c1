import { isObject } from "../../../contracts/index.ts";
import type { MockAnswer } from "../../consumer/mock/message.ts";
import { type Refusal, refusalHeader } from "../../consumer/mock/refusal.ts";

/** Why the mock refused a request, where the consumer is to blame: what the contract cannot serve is not its fault. */
export function refusedBy({ headers, value }: MockAnswer): Pick<Refusal, "rule" | "detail" | "operation"> | undefined {
  if (!headers.includes(refusalHeader) || !isObject(value)) return undefined;
  const { status, rule, detail, operation } = value as unknown as Refusal;
  return status >= 500 ? undefined : { rule, detail, ...(operation === undefined ? {} : { operation }) };
}
