import { z } from "zod";
import { defineContract, linksTo } from "./kit/index.ts";
import { location } from "./shop/headers.ts";
import { operating } from "./shop/operating.ts";
import { operation } from "./shop/operation.ts";
import { seededProducts } from "./shop/seeds.ts";
import { quantity, sku, text } from "./shop/types.ts";

const fields = {
  name: text(100),
  priceCentimes: z.int().min(1).max(1_000_000).meta({ description: "CHF, in centimes." }),
  perishable: z.boolean(),
  minimumAge: z.literal([0, 16, 18]).meta({ description: "Years of age that the buyer must have." }),
  sold: z.boolean().meta({ description: "False: no longer on offer." }),
  maximumQuantity: quantity.meta({ description: "Pieces in one cart or order." }),
};
const productDetails = z.strictObject(fields).meta({ id: "ProductDetails" });
const product = z.strictObject({ sku, ...fields }).meta({ id: "Product" });

const details = {
  name: "Blossom honey 500 g",
  priceCentimes: 890,
  perishable: false,
  minimumAge: 0,
  sold: true,
  maximumQuantity: 20,
};
const milk = { sku: "milk-1l", ...seededProducts["milk-1l"] };
const links = linksTo({ sku: "$request.path.sku" }, "getProduct", "deleteProduct");
const honeySku = sku.meta({ examples: ["honey-500g"] });

/** The products that the shop offers. */
export const products = defineContract({
  service: "products",
  version: "1.0.0",
  title: "Products",
  description: "What the shop offers: price, freshness, age and quantity limits.",
  extension: {
    token: { encrypted: true, maxLifetimeSeconds: 300 },
    capacity: { ratedRequestsPerSecond: 200, p99Milliseconds: 100 },
    database: { maxConnections: 10 },
    metrics: "/metrics",
  },
  operations: {
    putProduct: operation({
      method: "put",
      path: "/v1/products/{sku}",
      summary: "Sets a product",
      roles: ["clerk"],
      pathParameters: { sku: honeySku },
      body: productDetails,
      examples: { honey: details },
      responses: {
        200: { description: "The product is replaced.", body: product, links, examples: { milk } },
        201: {
          description: "The product is new.",
          headers: { Location: location(/^\/v1\/products\/[a-z0-9-]{3,40}$/) },
          body: product,
          links,
          examples: { honey: { sku: "honey-500g", ...details } },
        },
      },
    }),
    getProduct: operation({
      method: "get",
      path: "/v1/products/{sku}",
      summary: "Reads a product",
      roles: ["customer", "clerk", "service"],
      pathParameters: { sku: sku.meta({ examples: ["milk-1l"] }) },
      responses: { 200: { description: "The product.", body: product, examples: { milk } } },
      extension: { neverExpires: true },
    }),
    listProducts: operation({
      method: "get",
      path: "/v1/products",
      summary: "Lists products in the order of their sku, those asked for or all",
      roles: ["customer", "clerk", "service"],
      query: {
        sku: z
          .array(sku)
          .min(1)
          .max(50)
          .optional()
          .meta({ description: "May be repeated; unknown ones are left out.", examples: [["milk-1l", "bread-500g"]] }),
        limit: z
          .int()
          .min(1)
          .max(50)
          .default(50)
          .meta({ description: "Products at the most.", examples: [20] }),
      },
      responses: {
        200: {
          description: "The products.",
          body: z.strictObject({ products: z.array(product).max(50) }).meta({ id: "ProductList" }),
          examples: { one: { products: [milk] } },
        },
      },
    }),
    deleteProduct: operation({
      method: "delete",
      path: "/v1/products/{sku}",
      summary: "Removes a product",
      roles: ["clerk"],
      pathParameters: { sku: honeySku },
      responses: { 204: { description: "The product is gone." } },
    }),
    ...operating("products", "products"),
  },
});
