import type { Schema } from "../model/contract.ts";
import type { Random } from "../random.ts";
import type { Schemas } from "./compile.ts";
import { allOf } from "./conjunction.ts";
import { type Chooser, shapeOf } from "./merge.ts";
import { type JsonType, type Shape, typesOf } from "./shape.ts";
import { generateArray } from "./values/array.ts";
import { GenerationError } from "./values/error.ts";
import type { Generation } from "./values/generation.ts";
import { height } from "./values/height.ts";
import { generateNumber } from "./values/number.ts";
import { generateObject } from "./values/object.ts";
import { generateText } from "./values/text.ts";

/** How many values are tried for one schema before it is given up; parts that are tried again count too. */
const maxAttempts = 2_000;
/** How often the value of one place is tried again when ajv refuses it. */
const attemptsPerPlace = 30;
/** As much text is made for one value, in UTF-16 code units, what is thrown away again included. */
const maxTextLength = 1_000_000;
/** From this depth on only what must be there is generated, and the shortest branch is taken. */
const generousDepth = 3;
const maxDepth = 40;

export interface GenerateOptions {
  /** Takes `default`, `example` and `examples` where they conform. */
  readonly preferExamples?: boolean;
}

/**
 * A value that conforms to the schema, small rather than large; the same seed gives the same value. It is proved valid by
 * ajv before it is returned.
 *
 * Throws `GenerationError` when none was found within 2000 attempts and a million characters: the schema refuses
 * everything, or is beyond this generator.
 */
export function generate(schemas: Schemas, schema: Schema, random: Random, options: GenerateOptions = {}): unknown {
  let attemptsLeft = maxAttempts;
  let textLeft = maxTextLength;
  return valueAt(schema, 0, true);

  function valueAt(place: Schema, depth: number, prove: boolean): unknown {
    if (depth > maxDepth) throw new GenerationError("the schema demands a value of endless depth");
    let reason = "";
    for (let attempt = 0; attempt < attemptsPerPlace && attemptsLeft > 0; attempt++) {
      attemptsLeft--;
      const shape = shapeOf(schemas, place, chooserOf(depth));
      try {
        const value = candidate(shape, depth);
        const errors = prove || shape.uncertain ? schemas.errors(place, value) : [];
        if (errors.length === 0) return value;
        reason = errors.map(({ pointer, message }) => `${pointer} ${message}`.trim()).join(", ");
      } catch (error) {
        if (!(error instanceof GenerationError)) throw error;
        reason = error.message;
        if (!shape.uncertain) break;
      }
    }
    throw new GenerationError(reason || "the schema is too involved");
  }

  function candidate(shape: Shape, depth: number): unknown {
    if (shape.impossible) throw new GenerationError("the schema allows no value");
    const examples = options.preferExamples ? shape.examples : [];
    if (examples.length > 0) return random.pick(examples);
    if (shape.values !== undefined) {
      if (shape.values.length === 0) throw new GenerationError("no value is in all of the enumerations");
      return random.pick(shape.values);
    }
    const types = typesOf(shape);
    if (types.length === 0) throw new GenerationError("no type is allowed by all of the schemas");
    return valueOfType(random.pick(likely(types)), shape, depth);
  }

  function valueOfType(type: JsonType, shape: Shape, depth: number): unknown {
    const generation: Generation = {
      random,
      depth,
      sparse: depth >= generousDepth,
      part: (places) => valueAt(allOf(places), depth + 1, false),
    };
    switch (type) {
      case "null":
        return null;
      case "boolean":
        return random.boolean();
      case "integer":
      case "number":
        return generateNumber(shape, type === "integer", random);
      case "string":
        return textOf(shape);
      case "array":
        return generateArray(shape, generation);
      case "object":
        return generateObject(shape, generation);
    }
  }

  function textOf(shape: Shape): string {
    if (shape.minLength > textLeft)
      throw new GenerationError("the schema demands more text than is made for one value");
    const text = generateText(shape, random);
    textLeft -= text.length;
    return text;
  }

  function chooserOf(depth: number): Chooser {
    return {
      branch: (branches) => {
        if (depth < generousDepth) return random.pick(branches);
        const heights = branches.map((branch) => height(schemas, branch));
        return branches[heights.indexOf(Math.min(...heights))];
      },
      holds: () => random.boolean(),
      has: () => random.boolean(),
    };
  }
}

/** `null` says little: it is taken where nothing else is allowed, or now and then. */
function likely(types: readonly JsonType[]): readonly JsonType[] {
  const telling = types.filter((type) => type !== "null");
  return telling.length === 0 ? types : [...telling, ...telling, ...types];
}
