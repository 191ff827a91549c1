import { z } from "zod";
import { Refusal, type Request } from "./messages.ts";

/** The longest request body in bytes, and how deep it may be nested. */
const maxBodyBytes = 64 * 1024;
const maxDepth = 32;

/** Plain text of one line. */
const text = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .regex(/^[A-Za-z0-9][A-Za-z0-9 .,'-]*$/);
const code = z.string().regex(/^[a-z0-9-]{3,40}$/);
const weight = z.int().min(1).max(30_000);
/** A whole number as it stands in a query. */
const digits = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number);

/** What each operation takes; every object is closed. */
export const inputs = {
  createParcel: {
    path: z.strictObject({}),
    query: z.strictObject({}),
    headers: z.object({ "idempotency-key": z.string().regex(/^[\w-]{8,64}$/) }),
    body: z.strictObject({
      recipient: text(80),
      weightGrams: weight,
      fragile: z.boolean(),
      tags: z
        .array(z.enum(["express", "insured", "return"]))
        .max(3)
        .refine((tags) => new Set(tags).size === tags.length)
        .optional(),
      sendOn: z.iso.date().optional(),
      insuredCentimes: z.int().min(0).max(100_000).multipleOf(500).optional(),
      destination: z.union([z.strictObject({ depot: code }), z.strictObject({ town: text(40) })]).optional(),
      references: z
        .record(z.string().regex(/^[a-z]{1,20}$/), text(20))
        .refine((references) => Object.keys(references).length <= 3)
        .optional(),
    }),
  },
  listParcels: {
    path: z.strictObject({}),
    query: z.strictObject({ maximumWeightGrams: digits.pipe(weight).optional() }),
    headers: z.object({}),
    body: undefined,
  },
  getParcel: {
    path: z.strictObject({ parcelId: z.uuid() }),
    query: z.strictObject({}),
    headers: z.object({}),
    body: undefined,
  },
  labelParcel: {
    path: z.strictObject({ parcelId: z.uuid() }),
    query: z.strictObject({}),
    headers: z.object({}),
    body: z.strictObject({ text: text(40) }),
  },
  deleteParcel: {
    path: z.strictObject({ parcelId: z.uuid() }),
    query: z.strictObject({}),
    headers: z.object({}),
    body: undefined,
  },
  putDepot: {
    path: z.strictObject({ code }),
    query: z.strictObject({}),
    headers: z.object({}),
    body: z.strictObject({ name: text(60), capacity: z.int().min(1).max(1000) }),
  },
  getDepot: {
    path: z.strictObject({ code }),
    query: z.strictObject({}),
    headers: z.object({}),
    body: undefined,
  },
  deleteDepot: {
    path: z.strictObject({ code }),
    query: z.strictObject({}),
    headers: z.object({}),
    body: undefined,
  },
  getStatus: { path: z.strictObject({}), query: z.strictObject({}), headers: z.object({}), body: undefined },
  getMetrics: { path: z.strictObject({}), query: z.strictObject({}), headers: z.object({}), body: undefined },
} as const;

/** The provider's operations, by `operationId`. */
export type OperationName = keyof typeof inputs;

/** One part of a request, and what stands in it. */
export interface Input {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** True when the request's media type is JSON, RFC 9110 §8.3. */
export function isJsonRequest(request: Request): boolean {
  return /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(request.headers["content-type"] ?? "");
}

/** Reads I-JSON (RFC 7493); throws the refusal for what is none. */
export function parseBody(body: Buffer): unknown {
  if (body.length > maxBodyBytes) throw new Refusal(413, "content-too-large");
  try {
    const source = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
    const value: unknown = JSON.parse(source);
    if (hasDuplicateNames(source) || !isBounded(value, maxDepth)) throw new SyntaxError("not I-JSON");
    return value;
  } catch {
    throw new Refusal(400, "malformed-json");
  }
}

/** Holds a request against what its operation takes and returns the values; throws the refusal for what does not fit. */
export function validateInput(operation: OperationName, input: Input): Input {
  const { path, query, headers, body } = inputs[operation];
  const errors: { pointer: string; message: string }[] = [];
  const judge = <T>(schema: z.ZodType<T> | undefined, value: unknown, place: string): T => {
    const parsed = (schema ?? z.undefined()).safeParse(value);
    for (const issue of parsed.error?.issues ?? []) {
      errors.push({ pointer: `${place}/${issue.path.join("/")}`, message: issue.message });
    }
    return parsed.data as T;
  };
  const valid: Input = {
    path: judge<Input["path"]>(path, input.path, "/path"),
    query: judge<Input["query"]>(query, input.query, "/query"),
    headers: judge<Input["headers"]>(headers, input.headers, "/headers"),
    body: judge<unknown>(body, input.body, "/body"),
  };
  // A member that is called __proto__ is not seen by zod.
  if (holdsProto(input.body)) errors.push({ pointer: "/body/__proto__", message: "unknown member" });
  if (errors.length > 0) throw new Refusal(400, "validation-failed", { errors });
  return valid;
}

function holdsProto(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(holdsProto);
}

/** True when nothing is nested too deeply and every string is well-formed Unicode. */
function isBounded(value: unknown, depth: number): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(([name, member]) => name.isWellFormed() && isBounded(member, depth - 1));
}

/** Finds names that occur twice in one object of a text that is valid JSON. */
function hasDuplicateNames(source: string): boolean {
  const open: (Set<string> | undefined)[] = [];
  for (const [token] of source.matchAll(/"(?:[^"\\]|\\.)*"\s*:?|[{}[\]]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (token.endsWith(":")) {
      const name: string = JSON.parse(token.slice(0, -1));
      const names = open.at(-1);
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}
