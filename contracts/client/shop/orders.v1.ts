// Generated from the contract of orders 1.0.0; do not edit. Made again by:
// tercet client orders@1.0.0 --runtime ../runtime.ts --out FILE
// Contract: sha256-bWyTjIgixkmulXrvb4LRUHQFdFZvr1QplXoyEBMjXf0=
import { type BusinessError, type CallOptions, type ClientDefinition, createClient, refusalsOf, type Transport } from "../runtime.ts";

export type ShoppingMethod = "HOME" | "DRIVE" | "PICK-UP";

export interface SlotList {
  slots: Slot[];
}

export interface NewSlot {
  method: ShoppingMethod;
  startsAt: DateTime;
  capacity: number;
}

export interface Slot {
  id: Id;
  method: ShoppingMethod;
  startsAt: DateTime;
  capacity: number;
  /** Places left. */
  available: number;
}

/** An id made by the server. */
export type Id = string;

export interface NewOrder {
  customerId: Id;
  method: ShoppingMethod;
  slotId: Id;
  items: OrderItem[];
}

export interface Order {
  id: Id;
  owner: Subject;
  customerId: Id;
  method: ShoppingMethod;
  slotId: Id;
  items: PricedItem[];
  goodsCentimes: Centimes;
  feeCentimes: Centimes;
  totalCentimes: Centimes;
  state: "placed" | "confirmed" | "sent" | "cancelled";
  placedAt: DateTime;
}

export interface RetailerOrderList {
  retailerOrders: RetailerOrder[];
}

export interface RetailerOrder {
  id: Id;
  sentAt: DateTime;
  /** Grows with every reservation of the job; a write with an older one is refused. */
  fencingToken: number;
  orderIds: Id[];
  items: RetailerItem[];
}

export interface JobList {
  jobs: JobStatus[];
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

/** An instant from 2000 to 2099, in UTC. */
export type DateTime = string;

export interface OrderItem {
  sku: Sku;
  quantity: Quantity;
}

/** The subject whose token created the object. */
export type Subject = string;

export interface PricedItem {
  sku: Sku;
  quantity: Quantity;
  priceCentimes: Centimes;
}

/** CHF, in centimes. */
export type Centimes = number;

/** One product, summed up over the orders. */
export interface RetailerItem {
  sku: Sku;
  quantity: number;
}

export interface JobStatus {
  name: string;
  state: "idle" | "running";
  worker?: string;
  /** Grows with every reservation of the job; a write with an older one is refused. */
  fencingToken: number;
  startedAt?: DateTime;
  heartbeatAt?: DateTime;
  lastCompletedAt?: DateTime;
}

/** A product's key. */
export type Sku = string;

export type Quantity = number;

/** The problems that orders 1.0.0 may refuse with, by slug: what each says beside the members of every problem. */
export interface OrdersRefusals {
  "validation-failed": {
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
  "idempotency-key-missing": {
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
  "not-found": {
    errors?: FieldError[];
  };
  "slot-in-use": {
    errors?: FieldError[];
  };
  "below-minimum": {
    errors?: FieldError[];
  };
  "slot-full": {
    errors?: FieldError[];
  };
  "slot-unknown": {
    errors?: FieldError[];
  };
  "slot-method-mismatch": {
    errors?: FieldError[];
  };
  "customer-unknown": {
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
  "order-already-sent": {
    errors?: FieldError[];
  };
  "order-cancelled": {
    errors?: FieldError[];
  };
}

/** What orders 1.0.0 may refuse with, told apart by `slug`. */
export type OrdersRefusal = {
  [Slug in keyof OrdersRefusals]: BusinessError<Slug, OrdersRefusals[Slug]>;
}[keyof OrdersRefusals];

/** The operations of orders 1.0.0. */
export interface OrdersClient {
  /** Lists slots in the order of their start */
  listSlots(parameters?: { method?: ShoppingMethod }, options?: CallOptions): Promise<SlotList>;

  /** Opens a delivery slot */
  createSlot(body: NewSlot, options?: CallOptions): Promise<Slot>;

  /** Reads a slot */
  getSlot(parameters: { slotId: Id }, options?: CallOptions): Promise<Slot>;

  /** Removes a slot that has no live order */
  deleteSlot(parameters: { slotId: Id }, options?: CallOptions): Promise<void>;

  /** Places an order */
  placeOrder(body: NewOrder, options?: CallOptions): Promise<Order>;

  /** Reads an order */
  getOrder(parameters: { orderId: Id }, options?: CallOptions): Promise<Order>;

  /** Removes an order and frees its place in the slot; one that was sent only by a clerk */
  deleteOrder(parameters: { orderId: Id }, options?: CallOptions): Promise<void>;

  /** Confirms an order, so that the retailer gets it; again changes nothing */
  confirmOrder(parameters: { orderId: Id }, options?: CallOptions): Promise<Order>;

  /** Cancels an order and frees its place in the slot; again changes nothing */
  cancelOrder(parameters: { orderId: Id }, options?: CallOptions): Promise<Order>;

  /** Lists the retailer orders that hold an order: none until it was sent, then one */
  listRetailerOrders(parameters: { orderId: Id }, options?: CallOptions): Promise<RetailerOrderList>;

  /** Reads a retailer order */
  getRetailerOrder(parameters: { retailerOrderId: Id }, options?: CallOptions): Promise<RetailerOrder>;

  /** Removes a retailer order */
  deleteRetailerOrder(parameters: { retailerOrderId: Id }, options?: CallOptions): Promise<void>;

  /** What the service's recurrent jobs are doing */
  listJobs(options?: CallOptions): Promise<JobList>;

  /** Runs the service's own business test and looks at what it depends on */
  getHealth(options?: CallOptions): Promise<Health>;

  /** Measurements in OpenMetrics text */
  getMetrics(options?: CallOptions): Promise<unknown>;

  /** How many objects the service holds */
  getCounts(options?: CallOptions): Promise<{
    orders: number;
    slots: number;
    retailerOrders: number;
  }>;
}

declare module "../runtime.ts" {
  interface Clients {
    "orders@1": OrdersClient;
  }
}

const definition: ClientDefinition = {
  service: "orders",
  version: "1.0.0",
  operations: {
    listSlots: { "method": "get", "path": "/v1/slots", "parameters": [ { "name": "method", "in": "query", "required": false, "explode": true } ], "success": [ "200" ] },
    createSlot: { "method": "post", "path": "/v1/slots", "parameters": [], "mediaType": "application/json", "idempotencyHeader": "Idempotency-Key", "success": [ "201" ] },
    getSlot: { "method": "get", "path": "/v1/slots/{slotId}", "parameters": [ { "name": "slotId", "in": "path", "required": true, "explode": false } ], "success": [ "200" ] },
    deleteSlot: { "method": "delete", "path": "/v1/slots/{slotId}", "parameters": [ { "name": "slotId", "in": "path", "required": true, "explode": false } ], "success": [ "204" ] },
    placeOrder: { "method": "post", "path": "/v1/orders", "parameters": [], "mediaType": "application/json", "idempotencyHeader": "Idempotency-Key", "success": [ "201" ] },
    getOrder: { "method": "get", "path": "/v1/orders/{orderId}", "parameters": [ { "name": "orderId", "in": "path", "required": true, "explode": false } ], "success": [ "200" ] },
    deleteOrder: { "method": "delete", "path": "/v1/orders/{orderId}", "parameters": [ { "name": "orderId", "in": "path", "required": true, "explode": false } ], "success": [ "204" ] },
    confirmOrder: { "method": "post", "path": "/v1/orders/{orderId}/confirmation", "parameters": [ { "name": "orderId", "in": "path", "required": true, "explode": false } ], "success": [ "200" ] },
    cancelOrder: { "method": "post", "path": "/v1/orders/{orderId}/cancellation", "parameters": [ { "name": "orderId", "in": "path", "required": true, "explode": false } ], "success": [ "200" ] },
    listRetailerOrders: { "method": "get", "path": "/v1/retailer-orders", "parameters": [ { "name": "orderId", "in": "query", "required": true, "explode": true } ], "success": [ "200" ] },
    getRetailerOrder: { "method": "get", "path": "/v1/retailer-orders/{retailerOrderId}", "parameters": [ { "name": "retailerOrderId", "in": "path", "required": true, "explode": false } ], "success": [ "200" ] },
    deleteRetailerOrder: { "method": "delete", "path": "/v1/retailer-orders/{retailerOrderId}", "parameters": [ { "name": "retailerOrderId", "in": "path", "required": true, "explode": false } ], "success": [ "204" ] },
    listJobs: { "method": "get", "path": "/v1/jobs", "parameters": [], "success": [ "200" ] },
    getHealth: { "method": "get", "path": "/v1/health", "parameters": [], "success": [ "200" ] },
    getMetrics: { "method": "get", "path": "/metrics", "parameters": [], "success": [ "200" ] },
    getCounts: { "method": "get", "path": "/v1/counts", "parameters": [], "success": [ "200" ] },
  },
  refusals: [ "validation-failed", "unauthenticated", "forbidden", "not-acceptable", "too-many-requests", "internal-error", "dependency-unavailable", "malformed-json", "idempotency-key-missing", "request-in-progress", "content-too-large", "unsupported-media-type", "idempotency-key-reused", "not-found", "slot-in-use", "below-minimum", "slot-full", "slot-unknown", "slot-method-mismatch", "customer-unknown", "product-not-sold", "quantity-above-limit", "customer-too-young", "order-already-sent", "order-cancelled" ],
};

/** Makes the client; tokens, instances and connections are the transport's. */
export function ordersClient(transport: Transport): OrdersClient {
  return createClient<OrdersClient>(definition, transport);
}

/** Whether what was thrown is a refusal that the contract lists; then `slug` tells which. */
export const isOrdersRefusal: (error: unknown) => error is OrdersRefusal = refusalsOf<OrdersRefusal>(definition);
