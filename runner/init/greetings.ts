const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});
const refusals = {
  401: {
    ...problem("No valid token."),
    headers: { "WWW-Authenticate": { required: true, schema: { type: "string" } } },
  },
  403: problem("The token lacks the role."),
  404: problem("There is no such greeting."),
  406: problem("Only JSON can be given."),
};
const greeting = { "application/json": { schema: { $ref: "#/components/schemas/Greeting" } } };
const greetingId = {
  name: "greetingId",
  in: "path",
  required: true,
  schema: { type: "string", format: "uuid" },
};
const byId = { parameters: { greetingId: "$response.body#/id" } };

/** The contract that `tercet init` writes: small, and with everything that the checks make use of. */
export const greetings = {
  openapi: "3.1.0",
  info: { title: "Greetings", version: "1.0.0", description: "Guests leave greetings for each other." },
  servers: [{ url: "/" }],
  security: [{ token: ["guest"] }],
  paths: {
    "/v1/greetings": {
      post: {
        operationId: "createGreeting",
        summary: "Leave a greeting",
        parameters: [
          {
            name: "Idempotency-Key",
            in: "header",
            required: true,
            schema: { type: "string", minLength: 8, maxLength: 64, pattern: "^[A-Za-z0-9_-]+$" },
          },
        ],
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/NewGreeting" },
              examples: { morning: { value: { text: "Good morning" } } },
            },
          },
        },
        responses: {
          201: {
            description: "It is kept.",
            content: greeting,
            links: {
              read: { operationId: "getGreeting", ...byId },
              remove: { operationId: "deleteGreeting", ...byId },
            },
          },
          400: problem("The greeting is not as it should be."),
          401: refusals[401],
          403: refusals[403],
          406: refusals[406],
          409: problem("A request with the same key is in progress."),
          413: problem("The body is too large."),
          415: problem("Only JSON is taken."),
          422: problem("The key was used with another greeting."),
        },
      },
    },
    "/v1/greetings/{greetingId}": {
      parameters: [greetingId],
      get: {
        operationId: "getGreeting",
        summary: "Read a greeting",
        responses: {
          200: { description: "The greeting.", content: greeting },
          400: problem("Not an id."),
          ...refusals,
        },
      },
      delete: {
        operationId: "deleteGreeting",
        summary: "Take a greeting away",
        responses: { 204: { description: "It is gone." }, 400: problem("Not an id."), ...refusals },
      },
    },
  },
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    schemas: {
      NewGreeting: {
        type: "object",
        required: ["text"],
        additionalProperties: false,
        properties: { text: { type: "string", minLength: 1, maxLength: 200, pattern: "^[^\\p{Cc}]*$" } },
      },
      Greeting: {
        type: "object",
        required: ["id", "text"],
        additionalProperties: false,
        properties: {
          id: { type: "string", format: "uuid" },
          text: { type: "string", minLength: 1, maxLength: 200, pattern: "^[^\\p{Cc}]*$" },
        },
      },
      Problem: {
        description: "RFC 9457",
        type: "object",
        required: ["type", "title", "status"],
        properties: {
          type: { type: "string", format: "uri-reference" },
          title: { type: "string" },
          status: { type: "integer" },
          detail: { type: "string" },
        },
      },
    },
  },
};
