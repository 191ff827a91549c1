import type { Mutation, Mutator } from "./mutation.ts";

/** Numbers one step outside their bounds, and beside the multiples. */
export const mutateNumber: Mutator = ({ shape, value }) => {
  if (typeof value !== "number") return [];
  const step = shape.types?.includes("number") ? 0.5 : (shape.multiplesOf[0] ?? 1);
  const boundary = (keyword: string, description: string, ...candidates: number[]): Mutation => ({
    fault: "boundary",
    keyword,
    description,
    candidates: candidates.filter(Number.isFinite),
  });
  return [
    boundary("minimum", "one step below the minimum", shape.minimum - step, shape.minimum - 1),
    boundary("maximum", "one step above the maximum", shape.maximum + step, shape.maximum + 1),
    boundary("exclusiveMinimum", "the excluded minimum itself", shape.exclusiveMinimum),
    boundary("exclusiveMaximum", "the excluded maximum itself", shape.exclusiveMaximum),
    boundary(
      "minimum",
      "far below the minimum",
      Number.isFinite(shape.minimum) ? -Number.MAX_SAFE_INTEGER : Number.NaN,
    ),
    boundary("maximum", "far above the maximum", Number.isFinite(shape.maximum) ? Number.MAX_SAFE_INTEGER : Number.NaN),
    ...shape.multiplesOf.map(
      (multiple): Mutation => ({
        fault: "multiple-of",
        keyword: "multipleOf",
        description: `no multiple of ${multiple}`,
        candidates: [value + 1, value - 1, value + multiple / 2, value - multiple / 2],
      }),
    ),
  ];
};
