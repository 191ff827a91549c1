import {
  type Contract,
  type DeclaredResponse,
  essenceOf,
  GenerationError,
  generate,
  isJson,
  isObject,
  type MediaType,
  type Operation,
  type Random,
  reasonOf,
  responseKey,
  schemasOf,
} from "../../../contracts/portable.ts";
import { type LinkScope, locationBy } from "./location.ts";
import { emptyReading, type MockAnswer, type Reading } from "./message.ts";
import { negotiate } from "./negotiate.ts";
import { refusalsOf } from "./place.ts";
import type { Preferences } from "./preferences.ts";
import { answerOf } from "./prepare.ts";
import type { Refusal } from "./refusal.ts";
import { responseHeaders } from "./response-headers.ts";

/** The answers that a contract allows for one operation. */
export interface Answers {
  /** The status of a success, or what comes nearest to one. */
  readonly usualStatus: number;
  /** The answer that is meant: by preference, by `Accept`, and of several examples the one about what is asked for. */
  pick(preferences: Preferences, accept: string | undefined, reading: Reading): MockAnswer | Refusal;
  /** An answer with a given JSON value or text; the headers are made, the value is taken as it is. */
  make(
    status: number,
    value: unknown,
    scope?: LinkScope,
    headers?: Readonly<Record<string, string>>,
  ): MockAnswer | Refusal;
  /** Why a value is not what the contract allows as the body of a status; empty: it is. */
  judge(status: number, value: unknown): readonly string[];
  /** Whether the contract has an answer for a status: by itself, by its range, or as `default`. */
  isDeclared(status: number): boolean;
  /** The body of the answer that is given for a status, undefined where it has none. */
  example(status: number): unknown;
  /** A body that is generated for a status, the same for the same label; undefined where it has none. */
  draw(status: number, label: string): unknown;
}

/** An example that conforms, prepared. */
interface Prepared {
  readonly name: string;
  readonly answer: MockAnswer;
}

/** True for what an answer is not. */
export function isRefusal(value: MockAnswer | Refusal): value is Refusal {
  return "rule" in value;
}

/**
 * Prepares the answers of an operation, each when it is first asked for. Every one is valid by the contract: an example
 * that is not is passed over, and said so when it is asked for by name.
 */
export function createAnswers(contract: Contract, operation: Operation, random: Random): Answers {
  const schemas = schemasOf(contract);
  const refuse = refusalsOf(contract, operation);
  const examples = new Map<MediaType, readonly Prepared[]>();
  const usualStatus = usualStatusOf(operation);
  let drawn = 0;

  const write = (
    status: number,
    type: string | undefined,
    value: unknown,
    seed: string,
    scope?: LinkScope,
    wanted: Readonly<Record<string, string>> = {},
  ) => {
    const response = responseFor(operation, status) as DeclaredResponse;
    const location = locationBy(contract, response, scope ?? { response: { body: value } });
    const known = { ...(location === undefined ? {} : { location }), ...wanted };
    const headers = responseHeaders(schemas, response.headers, random.fork(`${seed}/headers`), known);
    for (const [name, text] of Object.entries(wanted)) {
      if (headers?.some((value, index) => index % 2 === 1 && value === text && headers[index - 1] === name)) continue;
      return refuse(500, "contract", `the header ${name} is not declared, or not allowed to be "${text}"`);
    }
    if (headers !== undefined) return answerOf(status, headers, type, value);
    const detail = `A required header of the answer ${status} of ${operation.id} cannot be generated; give its schema an example.`;
    return refuse(500, "contract", detail, { pointer: response.pointer });
  };

  /** The examples that conform; of none, one that is generated. */
  const examplesOf = (status: number, type: string, media: MediaType): readonly Prepared[] | Refusal => {
    const known = examples.get(media);
    if (known !== undefined) return known;
    const prepared: Prepared[] = [];
    for (const { name, value } of media.examples) {
      if (!isAllowed(type, media, value)) continue;
      const answer = write(status, type, value, `${status}/${type}/${name}`);
      if (isRefusal(answer)) return answer;
      prepared.push({ name, answer });
    }
    if (prepared.length === 0) {
      const answer = generated(status, type, media, `${status}/${type}`, true);
      if (isRefusal(answer)) return answer;
      prepared.push({ name: "", answer });
    }
    examples.set(media, prepared);
    return prepared;
  };

  const isAllowed = (type: string, { schema = true }: MediaType, value: unknown) =>
    isJson(type) || typeof value === "string" ? schemas.errors(schema, value).length === 0 : false;

  const generated = (
    status: number,
    type: string,
    { schema = true, pointer }: MediaType,
    seed: string,
    preferExamples: boolean,
  ) => {
    try {
      const value =
        schema === true && !isJson(type) ? "" : generate(schemas, schema, random.fork(seed), { preferExamples });
      return write(status, type, value, seed);
    } catch (error) {
      if (!(error instanceof GenerationError)) throw error;
      const detail = `No answer ${status} of ${operation.id} could be generated (${reasonOf(error)}); give the contract an example.`;
      return refuse(500, "contract", detail, { pointer });
    }
  };

  const pick: Answers["pick"] = (preferences, accept, reading) => {
    const status = preferences.status ?? usualStatus;
    const response = responseFor(operation, status);
    if (response === undefined) {
      const declared = [...operation.responses.keys()].join(", ") || "none";
      return refuse(400, "prefer", `${operation.id} declares no answer ${status}; the contract has ${declared}.`);
    }
    if (status < 200)
      return refuse(500, "contract", `${operation.id} answers ${status}, which announces an answer and is none.`);
    const types = [...response.content.keys()];
    if (types.length === 0) return write(status, undefined, undefined, String(status));
    // A refusal of the service comes as it is, whatever is accepted (RFC 9110 §15.5.7).
    const type = negotiate(accept, types) ?? (status >= 400 ? types[0] : undefined);
    if (type === undefined) {
      return refuse(
        406,
        "accept",
        `${operation.id} answers in ${types.join(", ")}, and the request accepts only ${accept}.`,
      );
    }
    const media = response.content.get(type) as MediaType;
    if (preferences.example === undefined && preferences.dynamic) {
      drawn++;
      return generated(status, concrete(type), media, `${status}/${type}/${drawn}`, false);
    }
    const prepared = examplesOf(status, concrete(type), media);
    if (!Array.isArray(prepared)) return prepared as Refusal;
    if (preferences.example !== undefined) return named(preferences.example, prepared, status, media);
    return (prepared.length === 1 ? prepared[0] : fitting(prepared, reading)).answer;
  };

  const named = (name: string, prepared: readonly Prepared[], status: number, media: MediaType) => {
    const found = prepared.find((example) => example.name === name);
    if (found !== undefined) return found.answer;
    const isBroken = media.examples.some((example) => example.name === name);
    const names = media.examples.map((example) => example.name).join(", ") || "none";
    const why = isBroken ? "is not what its own schema allows" : `is not there; the contract has ${names}`;
    return refuse(400, "prefer", `The example "${name}" of the answer ${status} of ${operation.id} ${why}.`, {
      pointer: media.pointer,
    });
  };

  const make: Answers["make"] = (status, value, scope, headers = {}) => {
    const response = responseFor(operation, status);
    if (response === undefined)
      return refuse(500, "undeclared-status", `${operation.id} declares no answer ${status}.`);
    const types = [...response.content.keys()];
    const type = value === undefined ? undefined : (types.find(isJson) ?? types[0]);
    return write(
      status,
      type === undefined ? undefined : concrete(type),
      value,
      `${status}/made`,
      scope,
      lowered(headers),
    );
  };

  const judge: Answers["judge"] = (status, value) => {
    const response = responseFor(operation, status);
    if (response === undefined) return [`the status ${status} is not declared`];
    const [type, media] = [...response.content].find(([name]) => isJson(name)) ?? [...response.content][0] ?? [];
    if (media === undefined || type === undefined) return value === undefined ? [] : ["a body is not declared"];
    if (value === undefined) return ["the declared body is missing"];
    return schemas
      .errors(media.schema ?? true, value)
      .map(({ pointer, message }) => `${pointer || "the body"} ${message}`);
  };

  const bodyOf = (answer: MockAnswer | Refusal) => (isRefusal(answer) ? undefined : answer.value);
  const draw: Answers["draw"] = (status, label) => {
    const [type, media] = [...(responseFor(operation, status)?.content ?? [])][0] ?? [];
    if (type === undefined || media === undefined) return undefined;
    return bodyOf(generated(status, concrete(type), media, `${status}/${type}/${label}`, false));
  };

  return {
    usualStatus,
    pick,
    make,
    judge,
    draw,
    isDeclared: (status) => responseFor(operation, status) !== undefined,
    example: (status) => bodyOf(pick({ status, dynamic: false }, undefined, emptyReading())),
  };
}

function lowered(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function responseFor(operation: Operation, status: number): DeclaredResponse | undefined {
  const key = responseKey(operation, status);
  return key === undefined ? undefined : operation.responses.get(key);
}

/** The lowest success that is declared; where only ranges or `default` are, 200; else what is declared first. */
function usualStatusOf({ responses }: Operation): number {
  const codes = [...responses.keys()].filter((key) => /^\d+$/.test(key)).map(Number);
  const success = codes.filter((code) => code >= 200 && code < 300).sort((one, other) => one - other)[0];
  if (success !== undefined) return success;
  const open = [...responses.keys()].some((key) => /^2XX$/i.test(key) || key === "default");
  return open ? 200 : (codes[0] ?? Number([...responses.keys()][0]?.charAt(0) ?? 2) * 100);
}

/** A range as `application/*` is no type that a body can have. */
function concrete(type: string): string {
  return type.includes("*")
    ? /^(application\/\*|\*)/.test(essenceOf(type))
      ? "application/json"
      : type.replace("*", "plain")
    : type;
}

/** The example whose members have the values that the path asks for; else the first. */
function fitting(prepared: readonly Prepared[], { path }: Reading): Prepared {
  const names = Object.keys(path);
  const about = ({ answer: { value } }: Prepared) =>
    isObject(value) && names.some((name) => (value[name] ?? value[idOf(name)]) === path[name]);
  return (names.length === 0 ? undefined : prepared.find(about)) ?? (prepared[0] as Prepared);
}

/** `cartId` asks for a cart by its `id`. */
function idOf(parameter: string): string {
  return /id$/i.test(parameter) ? "id" : parameter;
}
