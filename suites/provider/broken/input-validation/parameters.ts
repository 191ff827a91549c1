import type { Fault } from "../fault.ts";
import type { Input } from "../input.ts";
import { Refusal } from "../messages.ts";
import type { Change } from "../provider.ts";
import { fault } from "./fault.ts";

/** A provider that makes something of parameters that it should refuse. */
function lenientTo(mend: (input: Input) => Partial<Input>): Change {
  return (correct) => ({
    validate: (operation, input) => correct.validate(operation, { ...input, ...mend(input) }),
  });
}

/** What an idempotency key must look like. */
const keyForm = /^[A-Za-z0-9_-]{8,64}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Providers that do not look at their parameters, or break on them. */
export const parameterFaults: readonly Fault[] = [
  fault(
    "ignores-query-parameters",
    ["query-parameter"],
    lenientTo(() => ({ query: {} })),
  ),
  fault(
    "reads-numbers-as-far-as-they-go",
    ["query-parameter"],
    lenientTo(({ query }) => {
      const maximum = Number.parseInt(String(query.maximumWeightGrams), 10);
      return Number.isNaN(maximum) ? {} : { query: { ...query, maximumWeightGrams: String(maximum) } };
    }),
  ),
  fault(
    "limits-numbers-to-the-greatest",
    ["query-parameter"],
    lenientTo(({ query }) =>
      Number(query.maximumWeightGrams) > 30_000 ? { query: { ...query, maximumWeightGrams: "30000" } } : {},
    ),
  ),
  fault("breaks-on-an-identifier-of-another-form", ["path-parameter"], (correct) => ({
    validate(operation, input) {
      const { parcelId } = input.path;
      if (parcelId !== undefined && !uuid.test(parcelId)) throw new Refusal(500, "internal-error");
      return correct.validate(operation, input);
    },
  })),
  fault(
    "takes-a-code-in-any-case",
    ["path-parameter"],
    lenientTo(({ path }) => (path.code === undefined ? {} : { path: { ...path, code: path.code.toLowerCase() } })),
  ),
  fault("breaks-on-escapes-that-are-no-utf8", ["path-parameter"], (correct) => ({
    validate(operation, input) {
      if (Object.values(input.path).some((value) => value.includes("%FF"))) throw new Refusal(500, "internal-error");
      return correct.validate(operation, input);
    },
  })),
  fault(
    "makes-a-key-where-none-is-given",
    ["missing-parameter"],
    lenientTo(({ headers }) => ({ headers: { "idempotency-key": crypto.randomUUID(), ...headers } })),
  ),
  fault(
    "takes-a-key-of-any-form",
    ["header-parameter"],
    lenientTo(({ headers }) => ({
      headers:
        headers["idempotency-key"] === undefined || keyForm.test(String(headers["idempotency-key"]))
          ? headers
          : { ...headers, "idempotency-key": crypto.randomUUID() },
    })),
  ),
];
