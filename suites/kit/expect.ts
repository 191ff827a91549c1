import { expect } from "expect";
import { BusinessError } from "../../contracts/index.ts";

declare module "expect" {
  interface Matchers<R extends void | Promise<void>, T = unknown> {
    /**
     * Waits for a call and checks that the service refused it for this reason: the slug of the problem's type.
     * `await expect(orders.placeOrder(order)).toBeRefused("below-minimum")`
     */
    toBeRefused(slug: string): Promise<R>;
  }
}

expect.extend({
  async toBeRefused(received: unknown, slug: string) {
    let refusal: unknown;
    try {
      await (typeof received === "function" ? received() : received);
    } catch (error) {
      // Anything else than the service's word (no answer, a broken contract) is not for this matcher to judge.
      if (!(error instanceof BusinessError)) throw error;
      refusal = error;
    }
    const actual = refusal instanceof BusinessError ? refusal : undefined;
    return {
      pass: actual?.slug === slug,
      message: () =>
        actual === undefined
          ? `The call should have been refused (${slug}), but it was accepted.`
          : `The call should${this.isNot ? " not" : ""} have been refused for ${slug}; ${actual.message}`,
    };
  },
});

/** `expect` with the words of the business. */
export { expect };
