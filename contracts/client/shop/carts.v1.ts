// Generated from the contract of carts 1.0.0; do not edit. Made again by:
// tercet client carts@1.0.0 --runtime ../runtime.ts --out FILE
import { type ClientDefinition, createClient, type Transport } from "../runtime.ts";

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

/** What carts may refuse with: the slugs of `BusinessError`. */
export type CartsRefusal =
  | "malformed-json"
  | "validation-failed"
  | "idempotency-key-missing"
  | "unauthenticated"
  | "forbidden"
  | "not-acceptable"
  | "request-in-progress"
  | "content-too-large"
  | "unsupported-media-type"
  | "idempotency-key-reused"
  | "customer-unknown"
  | "too-many-requests"
  | "internal-error"
  | "dependency-unavailable"
  | "not-found"
  | "product-not-sold"
  | "quantity-above-limit"
  | "customer-too-young";

/** The operations of carts 1.0.0. */
export interface CartsClient {
  /** Opens an empty cart for one of the caller's customers */
  createCart(body: NewCart): Promise<Cart>;

  /** Reads a cart */
  getCart(parameters: { cartId: Id }): Promise<Cart>;

  /** Removes a cart */
  deleteCart(parameters: { cartId: Id }): Promise<void>;

  /** Sets how many pieces of a product are in a cart */
  putItem(parameters: { cartId: Id; sku: Sku }, body: ItemQuantity): Promise<Cart>;

  /** Takes a product out of a cart; one that is not in it leaves the cart as it is */
  deleteItem(parameters: { cartId: Id; sku: Sku }): Promise<Cart>;

  /** Runs the service's own business test and looks at what it depends on */
  getHealth(): Promise<Health>;

  /** Measurements in OpenMetrics text */
  getMetrics(): Promise<unknown>;

  /** How many objects the service holds */
  getCounts(): Promise<{
    carts: number;
  }>;
}

declare module "../runtime.ts" {
  interface Clients {
    carts: CartsClient;
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
};

/** Makes the client; tokens, instances, idempotency keys and validation are the transport's. */
export function cartsClient(transport: Transport): CartsClient {
  return createClient<CartsClient>(definition, transport);
}
