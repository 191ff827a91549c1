import { type Contract, GenerationError, generate, type Random, schemasOf } from "../../contracts/index.ts";
import type { Call } from "../kit/check.ts";

/** Path parameters of a call that name something else, which need not exist; the same where nothing else can be made up. */
export function anotherPath(contract: Contract, { operation, path }: Call, random: Random): Call["path"] {
  const parameters = operation.parameters.filter((parameter) => parameter.in === "path");
  try {
    const drawn = parameters.map(({ name, schema }) => [
      name,
      generate(schemasOf(contract), schema, random.fork(name)),
    ]);
    return { ...path, ...Object.fromEntries(drawn) };
  } catch (error) {
    if (error instanceof GenerationError) return path;
    throw error;
  }
}
