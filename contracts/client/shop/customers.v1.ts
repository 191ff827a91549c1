// Generated from the contract of customers 1.1.0; do not edit. Made again by:
// tercet client customers@1.1.0 --runtime ../runtime.ts --out FILE
// Contract: sha256-o+up8AB/+56/vjsz0r6ojeddSrInnaqFwQ60D4f5Esc=
import { type BusinessError, type CallOptions, type ClientDefinition, createClient, refusalsOf, type Transport } from "../runtime.ts";

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

/** The problems that customers 1.1.0 may refuse with, by slug: what each says beside the members of every problem. */
export interface CustomersRefusals {
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
  "customer-too-young": {
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
}

/** What customers 1.1.0 may refuse with, told apart by `slug`. */
export type CustomersRefusal = {
  [Slug in keyof CustomersRefusals]: BusinessError<Slug, CustomersRefusals[Slug]>;
}[keyof CustomersRefusals];

/** The operations of customers 1.1.0. */
export interface CustomersClient {
  /** Registers a customer */
  createCustomer(body: NewCustomer, options?: CallOptions): Promise<Customer>;

  /** Reads a customer */
  getCustomer(parameters: { customerId: Id }, options?: CallOptions): Promise<Customer>;

  /** Removes a customer */
  deleteCustomer(parameters: { customerId: Id }, options?: CallOptions): Promise<void>;

  /** Runs the service's own business test and looks at what it depends on */
  getHealth(options?: CallOptions): Promise<Health>;

  /** Measurements in OpenMetrics text */
  getMetrics(options?: CallOptions): Promise<unknown>;

  /** How many objects the service holds */
  getCounts(options?: CallOptions): Promise<{
    customers: number;
  }>;
}

declare module "../runtime.ts" {
  interface Clients {
    "customers@1": CustomersClient;
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
  refusals: [ "malformed-json", "validation-failed", "idempotency-key-missing", "unauthenticated", "forbidden", "not-acceptable", "request-in-progress", "content-too-large", "unsupported-media-type", "idempotency-key-reused", "customer-too-young", "too-many-requests", "internal-error", "dependency-unavailable", "not-found" ],
};

/** Makes the client; tokens, instances and connections are the transport's. */
export function customersClient(transport: Transport): CustomersClient {
  return createClient<CustomersClient>(definition, transport);
}

/** Whether what was thrown is a refusal that the contract lists; then `slug` tells which. */
export const isCustomersRefusal: (error: unknown) => error is CustomersRefusal = refusalsOf<CustomersRefusal>(definition);
