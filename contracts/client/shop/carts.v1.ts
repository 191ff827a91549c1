// Generated from the contract of carts 1.0.0; do not edit. Made again by:
// tercet client carts@1.0.0 --runtime ../runtime.ts --out FILE
// Contract: sha256-DnvzTaDiA4/Wf1GeRsXyWm4JZXUASKqsXjgTbRCOl+g=
import { type BusinessError, type CallOptions, type ClientDefinition, createClient, refusalsOf, type Transport } from "../runtime.ts";

export interface NewCart {
  customerId: Id;
}

export interface Cart {
  id: Id;
  owner: Subject;
  customerId: Id;
  /** In the order of their sku. */
  items: CartItem[];
  totalCentimes: Centimes;
}

/** An id made by the server. */
export type Id = string;

/** A product's key. */
export type Sku = string;

export interface ItemQuantity {
  quantity: Quantity;
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

/** The subject whose token created the object. */
export type Subject = string;

export interface CartItem {
  sku: Sku;
  quantity: Quantity;
  priceCentimes: Centimes;
}

/** CHF, in centimes. */
export type Centimes = number;

export type Quantity = number;

/** An instant from 2000 to 2099, in UTC. */
export type DateTime = string;

/** The problems that carts 1.0.0 may refuse with, by slug: what each says beside the members of every problem. */
export interface CartsRefusals {
  "malformed-json": {
    errors?: FieldError[];
  };
  "validation-failed": {
    errors?: FieldError[];
  };
  "idempotency-key-missing": {
    errors?: FieldError[];
  };
  unauthenticated: {
    errors?: FieldError[];
  };
  forbidden: {
    errors?: FieldError[];
  };
  "not-acceptable": {
    errors?: FieldError[];
  };
  "request-in-progress": {
    errors?: FieldError[];
  };
  "content-too-large": {
    errors?: FieldError[];
  };
  "unsupported-media-type": {
    errors?: FieldError[];
  };
  "idempotency-key-reused": {
    errors?: FieldError[];
  };
  "customer-unknown": {
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
  "not-found": {
    errors?: FieldError[];
  };
  "product-not-sold": {
    errors?: FieldError[];
  };
  "quantity-above-limit": {
    errors?: FieldError[];
  };
  "customer-too-young": {
    errors?: FieldError[];
  };
}

/** What carts 1.0.0 may refuse with, told apart by `slug`. */
export type CartsRefusal = {
  [Slug in keyof CartsRefusals]: BusinessError<Slug, CartsRefusals[Slug]>;
}[keyof CartsRefusals];

/** The operations of carts 1.0.0. */
export interface CartsClient {
  /** Opens an empty cart for one of the caller's customers */
  createCart(body: NewCart, options?: CallOptions): Promise<Cart>;

  /** Reads a cart */
  getCart(parameters: { cartId: Id }, options?: CallOptions): Promise<Cart>;

  /** Removes a cart */
  deleteCart(parameters: { cartId: Id }, options?: CallOptions): Promise<void>;

  /** Sets how many pieces of a product are in a cart */
  putItem(parameters: { cartId: Id; sku: Sku }, body: ItemQuantity, options?: CallOptions): Promise<Cart>;

  /** Takes a product out of a cart; one that is not in it leaves the cart as it is */
  deleteItem(parameters: { cartId: Id; sku: Sku }, options?: CallOptions): Promise<Cart>;

  /** Runs the service's own business test and looks at what it depends on */
  getHealth(options?: CallOptions): Promise<Health>;

  /** Measurements in OpenMetrics text */
  getMetrics(options?: CallOptions): Promise<unknown>;

  /** How many objects the service holds */
  getCounts(options?: CallOptions): Promise<{
    carts: number;
  }>;
}

declare module "../runtime.ts" {
  interface Clients {
    "carts@1": CartsClient;
  }
}

const definition: ClientDefinition = {
  service: "carts",
  version: "1.0.0",
  operations: {
    createCart: { "method": "post", "path": "/v1/carts", "parameters": [], "mediaType": "application/json", "idempotencyHeader": "Idempotency-Key", "success": [ "201" ] },
    getCart: { "method": "get", "path": "/v1/carts/{cartId}", "parameters": [ { "name": "cartId", "in": "path", "required": true, "explode": false } ], "success": [ "200" ] },
    deleteCart: { "method": "delete", "path": "/v1/carts/{cartId}", "parameters": [ { "name": "cartId", "in": "path", "required": true, "explode": false } ], "success": [ "204" ] },
    putItem: { "method": "put", "path": "/v1/carts/{cartId}/items/{sku}", "parameters": [ { "name": "cartId", "in": "path", "required": true, "explode": false }, { "name": "sku", "in": "path", "required": true, "explode": false } ], "mediaType": "application/json", "success": [ "200" ] },
    deleteItem: { "method": "delete", "path": "/v1/carts/{cartId}/items/{sku}", "parameters": [ { "name": "cartId", "in": "path", "required": true, "explode": false }, { "name": "sku", "in": "path", "required": true, "explode": false } ], "success": [ "200" ] },
    getHealth: { "method": "get", "path": "/v1/health", "parameters": [], "success": [ "200" ] },
    getMetrics: { "method": "get", "path": "/metrics", "parameters": [], "success": [ "200" ] },
    getCounts: { "method": "get", "path": "/v1/counts", "parameters": [], "success": [ "200" ] },
  },
  refusals: [ "malformed-json", "validation-failed", "idempotency-key-missing", "unauthenticated", "forbidden", "not-acceptable", "request-in-progress", "content-too-large", "unsupported-media-type", "idempotency-key-reused", "customer-unknown", "too-many-requests", "internal-error", "dependency-unavailable", "not-found", "product-not-sold", "quantity-above-limit", "customer-too-young" ],
};

/** Makes the client; tokens, instances and connections are the transport's. */
export function cartsClient(transport: Transport): CartsClient {
  return createClient<CartsClient>(definition, transport);
}

/** Whether what was thrown is a refusal that the contract lists; then `slug` tells which. */
export const isCartsRefusal: (error: unknown) => error is CartsRefusal = refusalsOf<CartsRefusal>(definition);
