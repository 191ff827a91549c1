import { z } from "zod";

/** One thing that the contract declares, and how often it was met; where it was not: why. */
const metSchema = z.object({
  seen: z.int().describe("how many answers met it"),
  reason: z.string().optional().describe("why it was not met, as a clause; absent where it was"),
});

/** How much of one service's contract a verification exercised: a guarantee is judged only where something was sent. */
export const coverageSchema = z.object({
  subject: z.string().describe("the service"),
  requests: z.int().describe("all that were sent to it, clean-up and unknown paths included"),
  operations: z.array(
    metSchema.extend({
      operation: z.string(),
      statuses: z.array(metSchema.extend({ status: z.string().describe("as declared: 200, 4XX, default") })),
      roles: z.array(metSchema.extend({ role: z.string() })).describe("which callers the operation served"),
    }),
  ),
});
export type Coverage = z.infer<typeof coverageSchema>;

/** How many there are, and how many of them were met. */
export interface CoverageCount {
  readonly met: number;
  readonly of: number;
}

/** The coverage in three figures: operations, declared statuses of operations, and roles of operations. */
export function summarizeCoverage({
  operations,
}: Coverage): Record<"operations" | "statuses" | "roles", CoverageCount> {
  const count = (things: readonly { readonly seen: number }[]): CoverageCount => ({
    met: things.filter(({ seen }) => seen > 0).length,
    of: things.length,
  });
  return {
    operations: count(operations),
    statuses: count(operations.flatMap(({ statuses }) => statuses)),
    roles: count(operations.flatMap(({ roles }) => roles)),
  };
}
