import type { Row } from "./row.ts";

/** Changes of what is sent. */
export const requestRows: readonly Row[] = [
  [
    "a body",
    ({ list }) => {
      list.requestBody = { content: { "application/json": { schema: { type: "object" } } } };
    },
    "compatible optional-request-body-added",
    "breaking request-body-removed",
  ],
  [
    "a required body",
    ({ list }) => {
      list.requestBody = { required: true, content: { "application/json": {} } };
    },
    "breaking required-request-body-added",
    "breaking request-body-removed",
  ],
  [
    "required of a body",
    ({ create }) => {
      create.requestBody.required = false;
    },
    "compatible request-body-became-optional",
    "breaking request-body-became-required",
  ],
  [
    "a media type of a body",
    ({ create }) => {
      delete create.requestBody.content["application/xml"];
    },
    "breaking request-media-type-removed",
    "compatible request-media-type-added",
  ],
  [
    "a required member sent",
    ({ NewThing }) => {
      NewThing.required.push("size");
    },
    "breaking request-property-became-required",
    "compatible request-property-became-optional",
  ],
  [
    "a new required member sent",
    ({ NewThing }) => {
      NewThing.required.push("age");
      NewThing.properties.age = { type: "integer" };
    },
    "breaking request-required-property-added",
    "compatible request-required-property-removed",
  ],
  [
    "a new member sent",
    ({ NewThing }) => {
      NewThing.properties.age = { type: "integer" };
    },
    "compatible request-property-added",
    "compatible request-property-removed",
  ],
  [
    "a member of a closed object sent",
    ({ NewThing }) => {
      NewThing.additionalProperties = false;
    },
    "breaking request-additional-properties-changed",
    "compatible request-additional-properties-changed",
  ],
  [
    "a value sent",
    ({ NewThing }) => {
      NewThing.properties.kind.enum.push("c");
    },
    "compatible request-enum-value-added",
    "breaking request-enum-value-removed",
  ],
  [
    "a limit of what is sent",
    ({ NewThing }) => {
      NewThing.properties.name.maxLength = 40;
    },
    "breaking request-limit-changed",
    "compatible request-limit-changed",
  ],
  [
    "null sent",
    ({ NewThing }) => {
      NewThing.properties.note.type = "string";
    },
    "breaking request-type-changed",
    "compatible request-type-changed",
  ],
  [
    "a number sent",
    ({ NewThing }) => {
      NewThing.properties.size.type = "number";
    },
    "compatible request-type-changed",
    "breaking request-type-changed",
  ],
  [
    "a pattern of what is sent",
    ({ NewThing }) => {
      NewThing.properties.name.pattern = "^[a-z]+$";
    },
    "breaking request-pattern-changed",
    "compatible request-pattern-changed",
  ],
  [
    "a format of what is sent",
    ({ NewThing }) => {
      NewThing.properties.name.format = "date";
    },
    "breaking request-format-changed",
    "compatible request-format-changed",
  ],
  [
    "a type deep in what is sent",
    ({ NewThing }) => {
      NewThing.properties.labels.additionalProperties.type = "integer";
    },
    "breaking request-type-changed",
    "breaking request-type-changed",
  ],
  [
    "a limit of a list that is sent",
    ({ NewThing }) => {
      NewThing.properties.parts.maxItems = 2;
    },
    "breaking request-limit-changed",
    "compatible request-limit-changed",
  ],
  [
    "a member that is not sent",
    ({ NewThing }) => {
      NewThing.required.push("id");
    },
    "compatible documentation-changed",
    "compatible documentation-changed",
  ],
  [
    "what one member asks of another",
    ({ NewThing }) => {
      NewThing.dependentRequired = { size: ["kind"] };
    },
    "breaking request-condition-changed",
    "compatible request-condition-changed",
  ],
];
