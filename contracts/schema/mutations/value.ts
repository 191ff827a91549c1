import type { Mutation, Mutator } from "./mutation.ts";

/** Values beside those of `enum` and `const`. */
export const mutateValue: Mutator = ({ shape, value }) => {
  if (shape.values === undefined) return [];
  const keyword = shape.values.length === 1 ? "const" : "enum";
  return strangers(value).map(
    ([description, candidates]): Mutation => ({ fault: "enum", keyword, description, candidates }),
  );
};

function strangers(value: unknown): [string, unknown[]][] {
  if (typeof value === "number") {
    return [["a value that is not listed", [value + 1, value + 1001, value - 1001, value + 0.5]]];
  }
  if (typeof value === "boolean") return [["the other value", [!value]]];
  if (typeof value !== "string") return [];
  return [
    ["a value that is not listed", ["unlisted"]],
    ["in the other case", [value.toUpperCase(), value.toLowerCase(), value.charAt(0).toUpperCase() + value.slice(1)]],
    ["with a space at its end", [`${value} `]],
    ["empty", [""]],
  ];
}
