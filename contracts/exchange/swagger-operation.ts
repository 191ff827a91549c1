import { isObject } from "../json.ts";
import { parsePointer } from "../model/pointer.ts";
import { isBodyParameter, liftFormProperty, liftParameter, type Node } from "./swagger-parameter.ts";

/** What the root of a Swagger 2.0 document says for all operations. */
export interface Defaults {
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
  /** The root's `parameters`, by name. */
  readonly parameters: Node;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch"];
const formTypes = ["multipart/form-data", "application/x-www-form-urlencoded"];

/** Lifts a path item: body and form parameters that its operations share become the request body of each of them. */
export function liftPathItem(item: Node, defaults: Defaults): Node {
  const shared = listOf(item.parameters).map((parameter) => inlineBody(parameter, defaults));
  const { parameters: _, ...rest } = item;
  const entries = Object.entries(rest).map(([name, member]) => [
    name,
    methods.includes(name) ? liftOperation(member as Node, shared.filter(isBodyParameter), defaults) : member,
  ]);
  const parameters = shared.filter((parameter) => !isBodyParameter(parameter)).map(liftParameter);
  return { ...Object.fromEntries(entries), ...(parameters.length > 0 ? { parameters } : {}) };
}

/** Lifts a response. Its `examples` are by media type already. */
export function liftResponse(response: Node, produces: readonly string[]): Node {
  if (typeof response.$ref === "string") return response;
  const { schema, examples, ...rest } = response;
  const samples = isObject(examples) ? examples : {};
  const types = schema === undefined ? [] : produces.length > 0 ? produces : ["application/json"];
  const content = [...new Set([...types, ...Object.keys(samples)])].map((type) => [
    type,
    {
      ...(schema === undefined ? {} : { schema }),
      ...(Object.hasOwn(samples, type) ? { example: samples[type] } : {}),
    },
  ]);
  return { ...rest, ...(content.length > 0 ? { content: Object.fromEntries(content) } : {}) };
}

function liftOperation(operation: Node, sharedBody: readonly Node[], defaults: Defaults): Node {
  const { consumes, produces, schemes: _, parameters: own, responses, ...rest } = operation;
  const parameters = listOf(own).map((parameter) => inlineBody(parameter, defaults));
  const ownBody = parameters.filter(isBodyParameter);
  const inherited = sharedBody.filter(
    (one) => !ownBody.some((other) => other.in === one.in && (one.in === "body" || other.name === one.name)),
  );
  const requestBody = liftRequestBody([...inherited, ...ownBody], listOf<string>(consumes, defaults.consumes));
  const others = parameters.filter((parameter) => !isBodyParameter(parameter)).map(liftParameter);
  const types = listOf<string>(produces, defaults.produces);
  const answers = Object.entries(isObject(responses) ? responses : {}).map(([status, response]) => [
    status,
    isObject(response) && !status.startsWith("x-") ? liftResponse(response, types) : response,
  ]);
  return {
    ...rest,
    ...(others.length > 0 ? { parameters: others } : {}),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: Object.fromEntries(answers),
  };
}

function liftRequestBody(parameters: readonly Node[], consumes: readonly string[]): Node | undefined {
  const body = parameters.find((parameter) => parameter.in === "body");
  if (body !== undefined) {
    const { name: _, in: __, schema, required, description } = body;
    const mediaType = schema === undefined ? {} : { schema };
    return {
      ...(description === undefined ? {} : { description }),
      required: required === true,
      content: Object.fromEntries((consumes.length > 0 ? consumes : ["application/json"]).map((t) => [t, mediaType])),
    };
  }
  return parameters.length > 0 ? liftForm(parameters, consumes) : undefined;
}

function liftForm(parameters: readonly Node[], consumes: readonly string[]): Node {
  const properties = parameters.map((parameter) => ({ name: String(parameter.name), ...liftFormProperty(parameter) }));
  const required = parameters.filter((parameter) => parameter.required === true).map(({ name }) => name);
  const encodings = properties.filter(({ encoding }) => encoding !== undefined);
  const mediaType = {
    schema: {
      type: "object",
      properties: Object.fromEntries(properties.map(({ name, schema }) => [name, schema])),
      ...(required.length > 0 ? { required } : {}),
    },
    ...(encodings.length > 0
      ? { encoding: Object.fromEntries(encodings.map(({ name, encoding }) => [name, encoding])) }
      : {}),
  };
  const declared = consumes.filter((type) => formTypes.includes(type));
  const hasFile = parameters.some((parameter) => parameter.type === "file");
  const types =
    declared.length > 0 ? declared : [hasFile ? "multipart/form-data" : "application/x-www-form-urlencoded"];
  return { required: required.length > 0, content: Object.fromEntries(types.map((type) => [type, mediaType])) };
}

/** A shared body or form parameter has no place in 3.0's components: it is put where it is used. */
function inlineBody(parameter: Node, { parameters }: Defaults): Node {
  if (typeof parameter.$ref !== "string") return parameter;
  const name = parsePointer(parameter.$ref.slice(1))?.at(-1) ?? "";
  const target = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return isObject(target) && isBodyParameter(target) ? target : parameter;
}

function listOf<T = Node>(value: unknown, otherwise: readonly T[] = []): readonly T[] {
  return Array.isArray(value) ? value : otherwise;
}
