import {
  GenerationError,
  generate,
  invalidValues,
  type Operation,
  type Parameter,
  type Random,
  type Schemas,
} from "../../../contracts/index.ts";
import type { Call } from "../../kit/check.ts";
import type { Input } from "./input.ts";
import { isRefusedAsText } from "./readings.ts";

/** As many wrong values are sent for one parameter. */
const maxValues = 12;
/** A parameter longer than this in characters is not sent: servers limit the request line (RFC 9110 §4.1). */
const maxLength = 2_000;

/** Header fields that OpenAPI does not let a parameter describe (OpenAPI 3.1, "Parameter Object"). */
const undescribed = new Set(["accept", "content-type", "authorization"]);

/** Wrong values for each parameter, and requests without each required one. */
export function parameterInputs(schemas: Schemas, operation: Operation, call: Call, random: Random): Input[] {
  return operation.parameters
    .filter((parameter) => parameter.in !== "cookie" && !isUndescribed(parameter))
    .flatMap((parameter) => [
      ...(parameter.mediaType === undefined ? wrongValues(schemas, parameter, call, random) : []),
      ...(parameter.required && parameter.in !== "path" ? [without(parameter)] : []),
    ]);
}

function isUndescribed({ name, in: place }: Parameter): boolean {
  return place === "header" && undescribed.has(name.toLowerCase());
}

function wrongValues(schemas: Schemas, parameter: Parameter, call: Call, random: Random): Input[] {
  const valid = validValue(schemas, parameter, call, random);
  if (valid === undefined) return [];
  const source = random.fork(`${parameter.in}/${parameter.name}`);
  const found = new Map<string, Input>();
  // Readers of numbers often stop at the first sign that is none, and take what they have.
  const trailing = { value: `${written(valid.value)}x`, description: "a letter behind the value" };
  for (const { value, description } of [trailing, ...invalidValues(schemas, parameter.schema, valid.value, source)]) {
    const text = written(value);
    if (text === undefined || found.has(text) || !isSendable(parameter, text)) continue;
    if (!isRefusedAsText(schemas, parameter.schema, value)) continue;
    found.set(text, withValue(parameter, value, `${description}, for ${parameter.name}`));
    if (found.size === maxValues) break;
  }
  return [...found.values(), ...brokenEscapes(schemas, parameter)];
}

/** The value that the accepted call has, else one that is made for the schema; undefined where none can be made. */
function validValue(
  schemas: Schemas,
  parameter: Parameter,
  call: Call,
  random: Random,
): { readonly value: unknown } | undefined {
  const given: Record<string, unknown> = { path: call.path, query: call.query, header: call.headers }[
    parameter.in as "path" | "query" | "header"
  ];
  const value = given[parameter.name];
  if (value !== undefined && schemas.errors(parameter.schema, value).length === 0) return { value };
  try {
    return { value: generate(schemas, parameter.schema, random.fork(parameter.name), { preferExamples: true }) };
  } catch (error) {
    if (error instanceof GenerationError) return undefined;
    throw error;
  }
}

/** The text of a single value; undefined for lists and objects with nothing in them, and for what is no scalar. */
function written(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length === 0 || value.some(isContainer) ? undefined : value.join(",");
  return isContainer(value) ? undefined : String(value);
}

function isContainer(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** Whether a text reaches the service as this parameter, unchanged by what lies between. */
function isSendable(parameter: Parameter, text: string): boolean {
  if (text === "" || text.length > maxLength || !text.isWellFormed()) return false;
  // A segment of dots or with a slash may be resolved on the way (RFC 3986 §5.2.4).
  if (parameter.in === "path") return !/^\.+$/.test(text) && !/[/\\]/.test(text);
  // RFC 9110 §5.5: visible ASCII, with spaces within.
  return parameter.in === "header" ? /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text) : true;
}

function withValue(parameter: Parameter, value: unknown, description: string): Input {
  const { in: place, name } = parameter;
  return {
    way: `${place}-parameter`,
    description,
    shown: { [name]: value },
    expected: "refused",
    request: async (call, bind) => {
      if (place === "path") return bind({ ...call, path: { ...call.path, [name]: value } });
      if (place === "query") return bind({ ...call, query: { ...call.query, [name]: value } });
      const request = await bind(call);
      return { ...request, headers: { ...request.headers, [name.toLowerCase()]: String(written(value)) } };
    },
  };
}

const escapeMark = "tercetmark";

/** A byte that is no UTF-8 where a percent-encoded character stands (RFC 3986 §2.5). */
function brokenEscapes(schemas: Schemas, parameter: Parameter): Input[] {
  const readings = ["\ufffd", "\u00ff", "%FF"];
  const isRefused = readings.every((reading) => isRefusedAsText(schemas, parameter.schema, reading));
  if (!isRefused || (parameter.in !== "path" && parameter.in !== "query")) return [];
  const marked = withValue(parameter, escapeMark, `a byte that is no UTF-8, for ${parameter.name}`);
  return [
    {
      ...marked,
      shown: { [parameter.name]: "%FF" },
      request: async (call, bind) => {
        const request = await marked.request(call, bind);
        return { ...request, url: request.url.replace(escapeMark, "%FF") };
      },
    },
  ];
}

function without({ name, in: place }: Parameter): Input {
  return {
    way: "missing-parameter",
    description: `without the required ${place} parameter ${name}`,
    shown: `without ${name}`,
    expected: "refused",
    request: async (call, bind) => {
      const query = Object.entries(call.query).filter(([key]) => place !== "query" || key !== name);
      const request = await bind({ ...call, query: Object.fromEntries(query) });
      const headers = Object.entries(request.headers).filter(
        ([key]) => place !== "header" || key !== name.toLowerCase(),
      );
      return { ...request, headers: Object.fromEntries(headers) };
    },
  };
}
