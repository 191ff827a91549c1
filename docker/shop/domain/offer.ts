import { z } from "zod";
import type { Dependency } from "../platform/dependency.ts";
import type { Trace } from "../platform/trace.ts";

/** What a purchase needs to know of a product. */
const offer = z.object({
  sku: z.string(),
  priceCentimes: z.int(),
  minimumAge: z.int(),
  sold: z.boolean(),
  maximumQuantity: z.int(),
});
const answer = z.object({ products: z.array(offer) });
export type Offer = z.output<typeof offer>;

/** Asks the service `products` for up to 50 products at once; unknown ones are missing from the result. */
export async function findOffers(
  products: Dependency,
  skus: Iterable<string>,
  trace: Trace,
): Promise<ReadonlyMap<string, Offer>> {
  const query = new URLSearchParams([...new Set(skus)].map((sku): [string, string] => ["sku", sku]));
  const found = await products.read(`/v1/products?${query}`, answer, trace);
  return new Map((found?.products ?? []).map((product) => [product.sku, product]));
}
