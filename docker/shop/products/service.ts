import { products } from "../../../contracts/source/products.ts";
import { created, noContent, ok } from "../platform/answer.ts";
import type { Transaction } from "../platform/database.ts";
import type { Handlers } from "../platform/operation.ts";
import { notFound } from "../platform/problem.ts";
import type { ServiceDefinition, Surroundings } from "../platform/service.ts";
import { countProducts, deleteProduct, findProduct, listProducts, migrations, putProduct, seed } from "./tables.ts";

/** What the shop offers. */
export const productsService: ServiceDefinition<typeof products> = {
  contract: products,
  migrations,
  seed,
  createHandlers,
  selfTest,
};

function createHandlers({ database }: Surroundings): Handlers<typeof products> {
  return {
    async putProduct({ path: { sku }, body, transaction }) {
      const product = { sku, ...body };
      return transaction(async (client) => {
        const isNew = await putProduct(client, product);
        return isNew ? created(`/v1/products/${sku}`, product) : ok(product);
      });
    },
    async getProduct({ path: { sku } }) {
      const product = await findProduct(database, sku);
      if (product === undefined) throw notFound("product");
      return ok(product);
    },
    async listProducts({ query: { sku, limit } }) {
      return ok({ products: await listProducts(database, sku, limit) });
    },
    async deleteProduct({ path: { sku }, transaction }) {
      return transaction(async (client) => {
        if (!(await deleteProduct(client, sku))) throw notFound("product");
        return noContent;
      });
    },
    async getCounts() {
      return ok({ products: await countProducts(database) });
    },
  };
}

/** A product can be offered, changed, and withdrawn. */
async function selfTest(client: Transaction): Promise<void> {
  const product = {
    ...{ sku: "self-test", name: "Self-test", priceCentimes: 100, perishable: false },
    ...{ minimumAge: 0 as const, sold: true, maximumQuantity: 1 },
  };
  await putProduct(client, product);
  await putProduct(client, { ...product, priceCentimes: 200 });
  const found = await findProduct(client, product.sku);
  if (found?.priceCentimes !== 200) throw new Error("a changed price was not kept");
  await deleteProduct(client, product.sku);
  if ((await findProduct(client, product.sku)) !== undefined) throw new Error("a withdrawn product is still there");
}
