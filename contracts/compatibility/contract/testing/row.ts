import type { Draft } from "./things.ts";

/** The parts of the contract that rows change, by short names. */
export const inside = (draft: Draft) => ({
  list: draft.paths["/v1/things"].get,
  create: draft.paths["/v1/things"].post,
  read: draft.paths["/v1/things/{id}"].get,
  remove: draft.paths["/v1/things/{id}"].delete,
  health: draft.paths["/v1/health"].get,
  ...draft.components.schemas,
});
type Inside = ReturnType<typeof inside>;

/** A change, and how it is named forwards and backwards; undefined: the other way is looked at elsewhere. */
export type Row = readonly [
  title: string,
  change: (parts: Inside, draft: Draft) => void,
  forwards: string,
  backwards?: string,
];
