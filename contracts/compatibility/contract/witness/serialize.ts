import type { Parameter } from "../../../model/contract.ts";
import { serializeTarget } from "../../../model/serialize.ts";

/** The values of parameters by place and name: `query limit`, `header X-Trace`. */
export type ParameterValues = ReadonlyMap<string, unknown>;

/** The name of a parameter among `ParameterValues`. */
export function keyOf({ in: place, name }: Pick<Parameter, "in" | "name">): string {
  return `${place} ${name}`;
}

/** The path with its parameters filled in, percent-encoded, and the query behind it. */
export function targetOf(path: string, parameters: readonly Parameter[], values: ParameterValues): string {
  const at = (place: Parameter["in"]) => {
    const given = parameters.filter((parameter) => parameter.in === place && values.has(keyOf(parameter)));
    return Object.fromEntries(given.map((parameter) => [parameter.name, values.get(keyOf(parameter))]));
  };
  return serializeTarget({ path, parameters }, at("path"), at("query"));
}
