import type { Row } from "./row.ts";

/** Changes of what is answered. */
export const responseRows: readonly Row[] = [
  [
    "a status of success",
    ({ create }) => {
      create.responses[202] = { description: "Soon." };
    },
    "breaking success-response-added",
    "breaking success-response-removed",
  ],
  [
    "a status of failure",
    ({ read }) => {
      read.responses[410] = { description: "Gone." };
    },
    "compatible error-response-added",
    "compatible error-response-removed",
  ],
  [
    "the only success",
    ({ remove }) => {
      remove.responses = { 202: { description: "Soon." } };
    },
    "breaking success-response-added",
    "breaking success-response-added",
  ],
  [
    "a range instead of a status",
    ({ read }) => {
      read.responses["4XX"] = read.responses[404];
      delete read.responses[404];
    },
    "compatible error-response-added",
    "compatible response-status-narrowed",
  ],
  [
    "a media type answered",
    ({ list }) => {
      delete list.responses[200].content["text/csv"];
    },
    "breaking response-media-type-removed",
    "compatible response-media-type-added",
  ],
  [
    "a required member answered",
    ({ Thing }) => {
      Thing.required.push("size");
    },
    "compatible response-property-became-required",
    "breaking response-property-became-optional",
  ],
  [
    "a member answered",
    ({ Thing }) => {
      Thing.properties.age = { type: "integer" };
    },
    "compatible response-property-added",
    "compatible response-property-removed",
  ],
  [
    "a promised member answered",
    ({ Thing }) => {
      delete Thing.properties.name;
      Thing.required = ["id"];
    },
    "breaking response-required-property-removed",
    "compatible response-required-property-added",
  ],
  [
    "a value answered",
    ({ Thing }) => {
      Thing.properties.kind.enum.push("c");
    },
    "breaking response-enum-value-added",
    "compatible response-enum-value-removed",
  ],
  [
    "a limit of what is answered",
    ({ Thing }) => {
      Thing.properties.size.maximum = 20;
    },
    "breaking response-limit-changed",
    "compatible response-limit-changed",
  ],
  [
    "null answered",
    ({ Thing }) => {
      Thing.properties.id.type = ["string", "null"];
    },
    "breaking response-type-changed",
    "compatible response-type-changed",
  ],
  [
    "a member that is not answered",
    ({ Thing }) => {
      Thing.properties.secret.maxLength = 5;
    },
    "compatible documentation-changed",
    "compatible documentation-changed",
  ],
  [
    "a header",
    ({ list }) => {
      delete list.responses[200].headers["X-Page"];
    },
    "compatible response-header-removed",
    "compatible response-header-added",
  ],
  [
    "a promised header",
    ({ list }) => {
      delete list.responses[200].headers["X-Total"];
    },
    "breaking required-response-header-removed",
    "compatible response-header-added",
  ],
  [
    "required of a header",
    ({ list }) => {
      list.responses[200].headers["X-Total"].required = false;
    },
    "breaking response-header-became-optional",
    "compatible response-header-became-required",
  ],
  [
    "the schema of a header",
    ({ list }) => {
      list.responses[200].headers["X-Total"].schema.minimum = -1;
    },
    "breaking response-limit-changed",
    "compatible response-limit-changed",
  ],
  [
    "a body of an error",
    ({ Problem }) => {
      Problem.required = [];
    },
    "breaking response-property-became-optional",
    "compatible response-property-became-required",
  ],
];
