// Generated from the contract of customers 1.1.0; do not edit. Made again by:
// tercet client customers@1.1.0 --runtime ../runtime.ts --out FILE
import { type ClientDefinition, createClient, type Transport } from "../runtime.ts";

export type NewCustomer = NewPrivateCustomer | NewBusinessCustomer;

export type Customer = PrivateCustomer | BusinessCustomer;

/** An id made by the server. */
export type Id = string;

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

export interface NewPrivateCustomer {
  kind: "private";
  name: string;
  email: Email;
  language?: "de" | "fr" | "it" | "en";
  birthDate: DateType;
  /** Home deliveries are free. */
  deliveryPass?: boolean;
}

export interface NewBusinessCustomer {
  kind: "business";
  name: string;
  email: Email;
  language?: "de" | "fr" | "it" | "en";
  companyName: string;
  /** Home deliveries are free. */
  deliveryPass?: boolean;
}

export interface PrivateCustomer {
  id: Id;
  owner: Subject;
  /** Home deliveries are free. */
  deliveryPass: boolean;
  kind: "private";
  name: string;
  email: Email;
  language?: "de" | "fr" | "it" | "en";
  birthDate: DateType;
}

export interface BusinessCustomer {
  id: Id;
  owner: Subject;
  /** Home deliveries are free. */
  deliveryPass: boolean;
  kind: "business";
  name: string;
  email: Email;
  language?: "de" | "fr" | "it" | "en";
  companyName: string;
}

/** An instant from 2000 to 2099, in UTC. */
export type DateTime = string;

export type Email = string;

/** A day from 1900 to 2099. */
export type DateType = string;

/** The subject whose token created the object. */
export type Subject = string;

/** What customers may refuse with: the slugs of `BusinessError`. */
export type CustomersRefusal =
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
  | "customer-too-young"
  | "too-many-requests"
  | "internal-error"
  | "dependency-unavailable"
  | "not-found";

/** The operations of customers 1.1.0. */
export interface CustomersClient {
  /** Registers a customer */
  createCustomer(body: NewCustomer): Promise<Customer>;

  /** Reads a customer */
  getCustomer(parameters: { customerId: Id }): Promise<Customer>;

  /** Removes a customer */
  deleteCustomer(parameters: { customerId: Id }): Promise<void>;

  /** Runs the service's own business test and looks at what it depends on */
  getHealth(): Promise<Health>;

  /** Measurements in OpenMetrics text */
  getMetrics(): Promise<unknown>;

  /** How many objects the service holds */
  getCounts(): Promise<{
    customers: number;
  }>;
}

declare module "../runtime.ts" {
  interface Clients {
    customers: CustomersClient;
  }
}

const definition: ClientDefinition = {
  service: "customers",
  version: "1.1.0",
  operations: {
    createCustomer: { "method": "post", "path": "/v1/customers", "parameters": [], "mediaType": "application/json", "idempotencyHeader": "Idempotency-Key", "success": [ "201" ] },
    getCustomer: { "method": "get", "path": "/v1/customers/{customerId}", "parameters": [ { "name": "customerId", "in": "path", "required": true, "explode": false } ], "success": [ "200" ] },
    deleteCustomer: { "method": "delete", "path": "/v1/customers/{customerId}", "parameters": [ { "name": "customerId", "in": "path", "required": true, "explode": false } ], "success": [ "204" ] },
    getHealth: { "method": "get", "path": "/v1/health", "parameters": [], "success": [ "200" ] },
    getMetrics: { "method": "get", "path": "/metrics", "parameters": [], "success": [ "200" ] },
    getCounts: { "method": "get", "path": "/v1/counts", "parameters": [], "success": [ "200" ] },
  },
};

/** Makes the client; tokens, instances, idempotency keys and validation are the transport's. */
export function customersClient(transport: Transport): CustomersClient {
  return createClient<CustomersClient>(definition, transport);
}
