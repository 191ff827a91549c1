import type { Json, JsonObject } from "../../json.ts";
import { textOf } from "../match/show.ts";

/**
 * Evaluates an expression over what the provider states gave: `id` or `${id}` is the value itself, `/users/${id}` a text
 * with values in it. `dataType` (STRING, INTEGER, DECIMAL, FLOAT, BOOLEAN, RAW) converts the result. Undefined where a
 * state gave no such value.
 */
export function providerStateValue(
  expression: string,
  dataType: Json | undefined,
  values: JsonObject,
): Json | undefined {
  const single = /^\$\{([^}]*)\}$/.exec(expression)?.[1] ?? (expression.includes("${") ? undefined : expression);
  if (single !== undefined) {
    const name = single.trim();
    return Object.hasOwn(values, name) ? convert(values[name] as Json, dataType) : undefined;
  }
  let complete = true;
  const text = expression.replaceAll(/\$\{([^}]*)\}/g, (_all, inner: string) => {
    const name = inner.trim();
    if (!Object.hasOwn(values, name)) complete = false;
    return textOf(values[name]);
  });
  return complete ? convert(text, dataType) : undefined;
}

function convert(value: Json, dataType: Json | undefined): Json | undefined {
  switch (typeof dataType === "string" ? dataType.toUpperCase() : "RAW") {
    case "STRING":
      return textOf(value);
    case "INTEGER":
    case "DECIMAL":
    case "FLOAT": {
      const number = Number(value);
      return Number.isNaN(number) ? undefined : number;
    }
    case "BOOLEAN":
      return typeof value === "boolean" ? value : textOf(value).toLowerCase() === "true";
    default:
      return value;
  }
}
