import { isObject, type Json } from "../../json.ts";
import { type Formula, type Formulas, types } from "./formula.ts";
import { Undecided } from "./outcome.ts";

const maxDepth = 100;

/**
 * "The value is one of these", said structurally: an array by its length and items, an object by its members. So the
 * negation of a `const` needs no rule of its own.
 */
export function valueFormula(formulas: Formulas, values: readonly Json[], depth = 0): Formula {
  if (depth > maxDepth) throw new Undecided("a constant is nested too deeply");
  let mask = 0;
  const numbers: number[] = [];
  const strings: string[] = [];
  const structures: Formula[] = [];
  for (const value of values) {
    if (value === null) mask |= types.null;
    else if (typeof value === "boolean") mask |= value ? types.true : types.false;
    else if (typeof value === "number") numbers.push(value);
    else if (typeof value === "string") strings.push(value);
    else structures.push(structure(value));
  }
  return formulas.any([formulas.type(mask), oneNumber(numbers), oneString(strings), ...structures]);

  function oneNumber(list: readonly number[]): Formula {
    if (list.some((value) => !Number.isFinite(value))) throw new Undecided("a number is too large to be held");
    const sorted = [...new Set(list)].sort((left, right) => left - right);
    return formulas.all([
      formulas.type(types.number),
      formulas.atom({ kind: "number", test: { is: "in", values: sorted.map((value) => value + 0) } }),
    ]);
  }

  function oneString(list: readonly string[]): Formula {
    const sorted = [...new Set(list)].sort();
    return formulas.all([
      formulas.type(types.string),
      formulas.atom({ kind: "string", test: { is: "in", values: sorted } }),
    ]);
  }

  function structure(value: Json): Formula {
    if (Array.isArray(value)) {
      const items = value.map((item, position) =>
        formulas.atom({
          kind: "items",
          is: "most",
          count: 0,
          from: position,
          to: position + 1,
          item: formulas.not(valueFormula(formulas, [item], depth + 1)),
        }),
      );
      return formulas.all([formulas.type(types.array), ...sized("array", value.length), ...items]);
    }
    if (!isObject(value)) throw new Undecided("a constant is no JSON value");
    const entries = Object.entries(value) as [string, Json][];
    const members = entries.flatMap(([key, part]) => {
      const name = oneString([key]);
      return [
        formulas.atom({ kind: "members", is: "some", name, value: formulas.anything }),
        formulas.atom({ kind: "members", is: "every", name, value: valueFormula(formulas, [part], depth + 1) }),
      ];
    });
    return formulas.all([formulas.type(types.object), ...sized("object", entries.length), ...members]);
  }

  function sized(of: "array" | "object", count: number): Formula[] {
    return [
      formulas.atom({ kind: "size", of, is: "least", count }),
      formulas.atom({ kind: "size", of, is: "most", count }),
    ];
  }
}
