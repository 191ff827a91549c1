import { z } from "zod";

/** The longest delay, in milliseconds. */
const maximumMilliseconds = 600_000;
const milliseconds = z.coerce.number().int().min(0).max(maximumMilliseconds);

/** What goes wrong with an answer on purpose. */
export const faultShape = z.strictObject({
  /** Milliseconds before the answer begins. */
  delay: milliseconds.optional(),
  /** The answer has this status: as the contract declares it, else as a bare problem. */
  status: z.coerce.number().int().min(200).max(599).optional(),
  /** `broken`: half of the body is missing, so that JSON does not parse. */
  body: z.literal("broken").optional(),
  /** `reset`: the connection is cut before any answer. */
  connection: z.literal("reset").optional(),
  /** Milliseconds between pieces of the body, which comes in ten. */
  drip: milliseconds.optional(),
});
export type Fault = z.infer<typeof faultShape>;

/** A fault, for which operation, and how often. */
export const faultRuleShape = faultShape.extend({
  /** `operationId`; absent: all operations. */
  operation: z.string().optional(),
  /** How many answers it spoils; absent: all. */
  times: z.coerce.number().int().positive().optional(),
});
export type FaultRule = z.infer<typeof faultRuleShape>;

/** The header that asks for a fault of this one answer: `tercet-fault: delay=500, status=503`. */
export const faultHeader = "tercet-fault";

/** Reads `delay=500, status=503`; a text instead of a fault: why it makes no sense. */
export function readFault(text: string): Fault | string {
  return read(faultShape, text);
}

/** Reads a rule, `getProduct: delay=500, times=2`, with or without an operation; a text: why it makes no sense. */
export function readFaultRule(text: string): FaultRule | string {
  const [, operation, members = text] = /^([^=,]+):(.*)$/s.exec(text) ?? [];
  const rule = read(faultRuleShape, members);
  return typeof rule === "string" || operation === undefined ? rule : { ...rule, operation: operation.trim() };
}

function read<T extends typeof faultShape | typeof faultRuleShape>(shape: T, text: string): z.output<T> | string {
  const members = text.split(",").filter((part) => part.trim() !== "");
  const pairs = members.map((part) => part.split(/=(.*)/s).map((half) => half.trim()));
  if (pairs.length === 0) return "it is empty; write delay=500, status=503, body=broken, connection=reset or drip=50";
  const parsed = shape.safeParse(Object.fromEntries(pairs.map(([name = "", value = ""]) => [name, value])));
  if (parsed.success) return parsed.data as z.output<T>;
  const [issue] = parsed.error.issues;
  if (issue?.code === "unrecognized_keys")
    return `there is no fault "${issue.keys[0]}"; there are ${Object.keys(shape.shape).join(", ")}`;
  return `"${issue?.path.join(".")}" is wrong: ${issue?.message}`;
}
