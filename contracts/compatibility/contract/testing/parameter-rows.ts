import type { Row } from "./row.ts";

/** Changes of parameters. */
export const parameterRows: readonly Row[] = [
  [
    "an optional parameter",
    ({ list }) => {
      list.parameters.push({ name: "q", in: "query", schema: { type: "string" } });
    },
    "compatible optional-parameter-added",
    "breaking parameter-removed",
  ],
  [
    "a required parameter",
    ({ list }) => {
      list.parameters.push({ name: "q", in: "query", required: true, schema: { type: "string" } });
    },
    "breaking required-parameter-added",
    "breaking parameter-removed",
  ],
  [
    "a required header",
    ({ read }) => {
      read.parameters = [{ name: "X-Tenant", in: "header", required: true, schema: { type: "string" } }];
    },
    "breaking required-parameter-added",
    "breaking parameter-removed",
  ],
  [
    "required of a parameter",
    ({ list }) => {
      list.parameters[0].required = true;
    },
    "breaking parameter-became-required",
    "compatible parameter-became-optional",
  ],
  [
    "in of a parameter",
    ({ list }) => {
      list.parameters[1].in = "header";
    },
    "breaking parameter-removed",
    "breaking parameter-removed",
  ],
  [
    "explode of a list",
    ({ list }) => {
      list.parameters[2].explode = false;
    },
    "breaking parameter-serialization-changed",
    "breaking parameter-serialization-changed",
  ],
  [
    "explode of a scalar",
    ({ list }) => {
      list.parameters[0].explode = false;
    },
    "compatible parameter-serialization-changed",
    "compatible parameter-serialization-changed",
  ],
  [
    "maximum of a parameter",
    ({ list }) => {
      list.parameters[0].schema.maximum = 50;
    },
    "breaking request-limit-changed",
    "compatible request-limit-changed",
  ],
  [
    "values of a parameter",
    ({ list }) => {
      list.parameters[1].schema.enum.push("size");
    },
    "compatible request-enum-value-added",
    "breaking request-enum-value-removed",
  ],
  [
    "type of a parameter",
    ({ list }) => {
      list.parameters[0].schema = { type: "string" };
    },
    "compatible request-type-changed",
    "breaking request-type-changed",
  ],
  [
    "the default of a parameter",
    ({ list }) => {
      list.parameters[0].schema.default = 10;
    },
    "compatible request-default-changed",
    "compatible request-default-changed",
  ],
  [
    "a parameter of the path",
    (_, draft) => {
      draft.paths["/v1/things/{id}"].parameters[0].schema.maxLength = 10;
    },
    "breaking request-limit-changed",
    "compatible request-limit-changed",
  ],
];
