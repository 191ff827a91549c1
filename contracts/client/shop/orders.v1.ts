// Generated from the contract of orders 1.0.0; do not edit. Made again by:
// tercet client orders@1.0.0 --runtime ../runtime.ts --out FILE
import { type ClientDefinition, createClient, type Transport } from "../runtime.ts";

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

/** What orders may refuse with: the slugs of `BusinessError`. */
export type OrdersRefusal =
  | "validation-failed"
  | "unauthenticated"
  | "forbidden"
  | "not-acceptable"
  | "too-many-requests"
  | "internal-error"
  | "dependency-unavailable"
  | "malformed-json"
  | "idempotency-key-missing"
  | "request-in-progress"
  | "content-too-large"
  | "unsupported-media-type"
  | "idempotency-key-reused"
  | "not-found"
  | "slot-in-use"
  | "below-minimum"
  | "slot-full"
  | "slot-unknown"
  | "slot-method-mismatch"
  | "customer-unknown"
  | "product-not-sold"
  | "quantity-above-limit"
  | "customer-too-young"
  | "order-already-sent"
  | "order-cancelled";

/** The operations of orders 1.0.0. */
export interface OrdersClient {
  /** Lists slots in the order of their start */
  listSlots(parameters?: { method?: ShoppingMethod }): Promise<SlotList>;

  /** Opens a delivery slot */
  createSlot(body: NewSlot): Promise<Slot>;

  /** Reads a slot */
  getSlot(parameters: { slotId: Id }): Promise<Slot>;

  /** Removes a slot that has no live order */
  deleteSlot(parameters: { slotId: Id }): Promise<void>;

  /** Places an order */
  placeOrder(body: NewOrder): Promise<Order>;

  /** Reads an order */
  getOrder(parameters: { orderId: Id }): Promise<Order>;

  /** Removes an order and frees its place in the slot; one that was sent only by a clerk */
  deleteOrder(parameters: { orderId: Id }): Promise<void>;

  /** Confirms an order, so that the retailer gets it; again changes nothing */
  confirmOrder(parameters: { orderId: Id }): Promise<Order>;

  /** Cancels an order and frees its place in the slot; again changes nothing */
  cancelOrder(parameters: { orderId: Id }): Promise<Order>;

  /** Lists the retailer orders that hold an order: none until it was sent, then one */
  listRetailerOrders(parameters: { orderId: Id }): Promise<RetailerOrderList>;

  /** Reads a retailer order */
  getRetailerOrder(parameters: { retailerOrderId: Id }): Promise<RetailerOrder>;

  /** Removes a retailer order */
  deleteRetailerOrder(parameters: { retailerOrderId: Id }): Promise<void>;

  /** What the service's recurrent jobs are doing */
  listJobs(): Promise<JobList>;

  /** Runs the service's own business test and looks at what it depends on */
  getHealth(): Promise<Health>;

  /** Measurements in OpenMetrics text */
  getMetrics(): Promise<unknown>;

  /** How many objects the service holds */
  getCounts(): Promise<{
    orders: number;
    slots: number;
    retailerOrders: number;
  }>;
}

declare module "../runtime.ts" {
  interface Clients {
    orders: OrdersClient;
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
};

/** Makes the client; tokens, instances, idempotency keys and validation are the transport's. */
export function ordersClient(transport: Transport): OrdersClient {
  return createClient<OrdersClient>(definition, transport);
}
