import type { Row } from "./row.ts";

/** Changes of paths and operations. */
export const operationRows: readonly Row[] = [
  [
    "an operation",
    ({ read: _, ...parts }, draft) => {
      delete draft.paths["/v1/things/{id}"].get;
      delete parts.create.responses[201].links;
    },
    "breaking operation-removed",
    "compatible operation-added",
  ],
  [
    "a path",
    (_, draft) => {
      draft.paths["/v1/stuff"] = draft.paths["/v1/health"];
      delete draft.paths["/v1/health"];
    },
    "breaking operation-moved",
    "breaking operation-moved",
  ],
  [
    "an operationId",
    ({ health }) => {
      health.operationId = "health";
    },
    "compatible operation-id-changed",
    "compatible operation-id-changed",
  ],
  [
    "the server's path",
    (_, draft) => {
      draft.servers[0].url = "https://things.example";
    },
    "breaking server-path-changed",
    "breaking server-path-changed",
  ],
  [
    "the server's host",
    (_, draft) => {
      draft.servers[0].url = "https://other.example/api";
    },
    "compatible servers-changed",
    "compatible servers-changed",
  ],
];
