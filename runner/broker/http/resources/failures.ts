import { z } from "zod";
import type { VerificationFailure } from "../../../../contracts/index.ts";

const text = z.string().nullish();

/** What stock verifiers say of an interaction: in Rust one object each, in Ruby one for each example. */
const testResultSchema = z.object({
  success: z.boolean().nullish(),
  status: text,
  interactionDescription: text,
  interactionId: text,
  description: text,
  testDescription: text,
  mismatches: z.array(z.object({ attribute: text, identifier: text, description: text })).nullish(),
  exceptions: z.array(z.object({ message: text })).nullish(),
  exception: z.object({ message: text }).nullish(),
});

const testResultsSchema = z.union([
  z.array(z.unknown()),
  z.object({ tests: z.array(z.unknown()) }).transform(({ tests }) => tests),
]);

/** What a stock verifier says went wrong, as far as it can be understood; a form that is not known gives nothing. */
export function failuresIn(testResults: unknown): readonly VerificationFailure[] {
  const tests = testResultsSchema.safeParse(testResults);
  if (!tests.success) return [];
  return tests.data.flatMap((test) => {
    const parsed = testResultSchema.safeParse(test);
    if (!parsed.success) return [];
    const { success, status, mismatches, exceptions, exception, ...names } = parsed.data;
    if (success === true || status === "passed") return [];
    const { interactionDescription, description, testDescription, interactionId } = names;
    const interaction = interactionDescription ?? description ?? testDescription ?? interactionId ?? "an interaction";
    const messages = [
      ...(mismatches ?? []).map(({ attribute, identifier, description: what }) =>
        [[attribute, identifier].filter(Boolean).join(" "), what].filter(Boolean).join(": "),
      ),
      ...[...(exceptions ?? []), ...(exception == null ? [] : [exception])].map(({ message }) => message ?? ""),
    ].filter((message) => message !== "");
    return [{ interaction, message: messages.join("; ") || "it does not match" }];
  });
}
