import {
  type Contract,
  createRandom,
  type InputFault,
  type InvalidValue,
  invalidValues,
  type Operation,
  responseKey,
  type Schema,
  schemasOf,
} from "../../../contracts/index.ts";
import type { MockAnswer } from "../../consumer/mock/message.ts";
import { answerOf } from "../../consumer/mock/prepare.ts";

/** What no consumer can do without noticing, where it uses the member at all. */
const tellingFaults: readonly InputFault[] = [
  "missing-property",
  "wrong-type",
  "boundary",
  "enum",
  "pattern",
  "format",
];
/** As many answers of one operation are spoilt, each in its own way; then the first comes again. */
const maxVariants = 24;

/** Spoils the answers of a contract, one way after another. */
export interface Spoiler {
  /** The answer with a body that the contract does not allow; undefined where every body is allowed, or there is none. */
  spoil(
    operation: Operation,
    answer: MockAnswer,
  ): { readonly answer: MockAnswer; readonly unlawful: InvalidValue } | undefined;
}

/** Makes a spoiler; the same seed spoils in the same way. */
export function createSpoiler(contract: Contract, seed: number): Spoiler {
  const variants = new Map<string, { readonly values: readonly InvalidValue[]; next: number }>();
  const variantsOf = (operation: Operation, answer: MockAnswer) => {
    const key = JSON.stringify([operation.id, answer.status, answer.mediaType]);
    const known = variants.get(key);
    if (known !== undefined) return known;
    const schema = schemaOf(operation, answer);
    const random = createRandom(seed, `unlawful/${key}`);
    const made = schema === undefined ? [] : invalidValues(schemasOf(contract), schema, answer.value, random);
    const fresh = { values: mixed([...made].filter(isTelling)).slice(0, maxVariants), next: 0 };
    variants.set(key, fresh);
    return fresh;
  };
  return {
    spoil(operation, answer) {
      if (answer.mediaType === undefined) return undefined;
      const turn = variantsOf(operation, answer);
      const unlawful = turn.values[turn.next++ % turn.values.length];
      if (unlawful === undefined) return undefined;
      const headers = headersOf(answer);
      return { answer: answerOf(answer.status, headers, answer.mediaType, unlawful.value), unlawful };
    },
  };
}

function schemaOf(operation: Operation, { status, mediaType }: MockAnswer): Schema | undefined {
  const key = responseKey(operation, status);
  return key === undefined || mediaType === undefined
    ? undefined
    : operation.responses.get(key)?.content.get(mediaType)?.schema;
}

function isTelling({ systematic, fault }: InvalidValue): boolean {
  return systematic && tellingFaults.includes(fault);
}

/** One of each fault in turn, so that the first few are of different kinds. */
function mixed(values: readonly InvalidValue[]): readonly InvalidValue[] {
  const kinds = tellingFaults.map((fault) => values.filter((value) => value.fault === fault));
  const longest = Math.max(0, ...kinds.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => kinds.flatMap((kind) => kind[index] ?? [])).flat();
}

/** All but those that `answerOf` writes anew. */
function headersOf({ headers }: MockAnswer): readonly string[] {
  const own = ["content-type", "content-length"];
  return headers.filter((_, index) => !own.includes((headers[index - (index % 2)] ?? "").toLowerCase()));
}
