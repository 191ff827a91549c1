import { z } from "zod";
import { productsClient } from "../../../contracts/client/shop/products.v1.ts";
import type { Dependency } from "../platform/dependency.ts";
import type { Trace } from "../platform/trace.ts";

/** What a purchase needs to know of a product; a newer minor version may say more. */
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
  const found = await products.ask(trace, async (transport) =>
    answer.parse(await productsClient(transport).listProducts({ sku: [...new Set(skus)] })),
  );
  return new Map(found.products.map((product) => [product.sku, product]));
}
