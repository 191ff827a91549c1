// Generated from the contract of products 1.0.0; do not edit. Made again by:
// tercet client products@1.0.0 --runtime ../runtime.ts --out FILE
import { type ClientDefinition, createClient, type Transport } from "../runtime.ts";

/** A product's key. */
export type Sku = string;

export interface Product {
  sku: Sku;
  name: string;
  /** CHF, in centimes. */
  priceCentimes: number;
  perishable: boolean;
  /** Years of age that the buyer must have. */
  minimumAge: 0 | 16 | 18;
  /** False: no longer on offer. */
  sold: boolean;
  /** Pieces in one cart or order. */
  maximumQuantity: Quantity;
}

export interface ProductDetails {
  name: string;
  /** CHF, in centimes. */
  priceCentimes: number;
  perishable: boolean;
  /** Years of age that the buyer must have. */
  minimumAge: 0 | 16 | 18;
  /** False: no longer on offer. */
  sold: boolean;
  /** Pieces in one cart or order. */
  maximumQuantity: Quantity;
}

export interface ProductList {
  products: Product[];
}

export interface Health {
  status: "pass" | "warn" | "fail";
  version: string;
  releaseId: string;
  serviceId: string;
  description: string;
  output?: string;
  checks: Record<string, Array<{
    componentId?: string;
    componentType: "component" | "datastore" | "system";
    observedValue?: number;
    observedUnit?: string;
    status: "pass" | "warn" | "fail";
    time: DateTime;
    output?: string;
  }>>;
}

export type Quantity = number;

/** An instant from 2000 to 2099, in UTC. */
export type DateTime = string;

/** What products may refuse with: the slugs of `BusinessError`. */
export type ProductsRefusal =
  | "validation-failed"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "not-acceptable"
  | "too-many-requests"
  | "internal-error"
  | "dependency-unavailable"
  | "malformed-json"
  | "content-too-large"
  | "unsupported-media-type";

/** The operations of products 1.0.0. */
export interface ProductsClient {
  /** Reads a product */
  getProduct(parameters: { sku: Sku }): Promise<Product>;

  /** Sets a product */
  putProduct(parameters: { sku: Sku }, body: ProductDetails): Promise<Product>;

  /** Removes a product */
  deleteProduct(parameters: { sku: Sku }): Promise<void>;

  /** Lists products in the order of their sku, those asked for or all */
  listProducts(parameters?: { sku?: Sku[]; limit?: number }): Promise<ProductList>;

  /** Runs the service's own business test and looks at what it depends on */
  getHealth(): Promise<Health>;

  /** Measurements in OpenMetrics text */
  getMetrics(): Promise<unknown>;

  /** How many objects the service holds */
  getCounts(): Promise<{
    products: number;
  }>;
}

declare module "../runtime.ts" {
  interface Clients {
    products: ProductsClient;
  }
}

const definition: ClientDefinition = {
  service: "products",
  version: "1.0.0",
  operations: {
    getProduct: { "method": "get", "path": "/v1/products/{sku}", "parameters": [ { "name": "sku", "in": "path", "required": true, "explode": false } ], "success": [ "200" ] },
    putProduct: { "method": "put", "path": "/v1/products/{sku}", "parameters": [ { "name": "sku", "in": "path", "required": true, "explode": false } ], "mediaType": "application/json", "success": [ "200", "201" ] },
    deleteProduct: { "method": "delete", "path": "/v1/products/{sku}", "parameters": [ { "name": "sku", "in": "path", "required": true, "explode": false } ], "success": [ "204" ] },
    listProducts: { "method": "get", "path": "/v1/products", "parameters": [ { "name": "sku", "in": "query", "required": false, "explode": true }, { "name": "limit", "in": "query", "required": false, "explode": true } ], "success": [ "200" ] },
    getHealth: { "method": "get", "path": "/v1/health", "parameters": [], "success": [ "200" ] },
    getMetrics: { "method": "get", "path": "/metrics", "parameters": [], "success": [ "200" ] },
    getCounts: { "method": "get", "path": "/v1/counts", "parameters": [], "success": [ "200" ] },
  },
};

/** Makes the client; tokens, instances, idempotency keys and validation are the transport's. */
export function productsClient(transport: Transport): ProductsClient {
  return createClient<ProductsClient>(definition, transport);
}
