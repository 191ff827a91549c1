// Generated from the contract of products 1.0.0; do not edit. Made again by:
// tercet client products@1.0.0 --runtime ../runtime.ts --out FILE
// Contract: sha256-Owul9EJke+3At3BAcJ//1ll/20zsgnUNbKMVLlzlp4k=
import { type BusinessError, type CallOptions, type ClientDefinition, createClient, refusalsOf, type Transport } from "../runtime.ts";

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
  checks: { [name: string]: Array<{
    componentId?: string;
    componentType: "component" | "datastore" | "system";
    observedValue?: number;
    observedUnit?: string;
    status: "pass" | "warn" | "fail";
    time: DateTime;
    output?: string;
  }> };
}

export interface FieldError {
  /** JSON Pointer (RFC 6901) into the request's body or parameters. */
  pointer: string;
  message: string;
}

export type Quantity = number;

/** An instant from 2000 to 2099, in UTC. */
export type DateTime = string;

/** The problems that products 1.0.0 may refuse with, by slug: what each says beside the members of every problem. */
export interface ProductsRefusals {
  "validation-failed": {
    errors?: FieldError[];
  };
  unauthenticated: {
    errors?: FieldError[];
  };
  forbidden: {
    errors?: FieldError[];
  };
  "not-found": {
    errors?: FieldError[];
  };
  "not-acceptable": {
    errors?: FieldError[];
  };
  "too-many-requests": {
    errors?: FieldError[];
  };
  "internal-error": {
    errors?: FieldError[];
  };
  "dependency-unavailable": {
    errors?: FieldError[];
  };
  "malformed-json": {
    errors?: FieldError[];
  };
  "content-too-large": {
    errors?: FieldError[];
  };
  "unsupported-media-type": {
    errors?: FieldError[];
  };
}

/** What products 1.0.0 may refuse with, told apart by `slug`. */
export type ProductsRefusal = {
  [Slug in keyof ProductsRefusals]: BusinessError<Slug, ProductsRefusals[Slug]>;
}[keyof ProductsRefusals];

/** The operations of products 1.0.0. */
export interface ProductsClient {
  /** Reads a product */
  getProduct(parameters: { sku: Sku }, options?: CallOptions): Promise<Product>;

  /** Sets a product */
  putProduct(parameters: { sku: Sku }, body: ProductDetails, options?: CallOptions): Promise<Product>;

  /** Removes a product */
  deleteProduct(parameters: { sku: Sku }, options?: CallOptions): Promise<void>;

  /** Lists products in the order of their sku, those asked for or all */
  listProducts(parameters?: { sku?: Sku[]; limit?: number }, options?: CallOptions): Promise<ProductList>;

  /** Runs the service's own business test and looks at what it depends on */
  getHealth(options?: CallOptions): Promise<Health>;

  /** Measurements in OpenMetrics text */
  getMetrics(options?: CallOptions): Promise<unknown>;

  /** How many objects the service holds */
  getCounts(options?: CallOptions): Promise<{
    products: number;
  }>;
}

declare module "../runtime.ts" {
  interface Clients {
    "products@1": ProductsClient;
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
  refusals: [ "validation-failed", "unauthenticated", "forbidden", "not-found", "not-acceptable", "too-many-requests", "internal-error", "dependency-unavailable", "malformed-json", "content-too-large", "unsupported-media-type" ],
};

/** Makes the client; tokens, instances and connections are the transport's. */
export function productsClient(transport: Transport): ProductsClient {
  return createClient<ProductsClient>(definition, transport);
}

/** Whether what was thrown is a refusal that the contract lists; then `slug` tells which. */
export const isProductsRefusal: (error: unknown) => error is ProductsRefusal = refusalsOf<ProductsRefusal>(definition);
