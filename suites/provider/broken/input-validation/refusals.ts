import type { Fault } from "../fault.ts";
import { type Answer, Refusal } from "../messages.ts";
import type { Parts } from "../parts.ts";
import type { Change } from "../provider.ts";
import { fault } from "./fault.ts";

/** A provider that writes its refusals of inputs in another form. */
function refusing(form: (answer: Answer) => Answer): Change {
  return (correct) => ({
    send: (answer, response) => correct.send([400, 413, 415].includes(answer.status) ? form(answer) : answer, response),
  });
}

/** A provider that writes something whenever validation then refuses the request. */
function writingFirst(
  write: (parts: Parts, path: Readonly<Record<string, string>>, operation: string) => void,
): Change {
  return (correct) => ({
    validate(operation, input) {
      try {
        return correct.validate(operation, input);
      } catch (error) {
        if (error instanceof Refusal) write(correct, input.path, operation);
        throw error;
      }
    },
  });
}

const undeclared = { "output-validation": "the media type of the refusal is not declared" };

/** Providers that refuse in the wrong form, or after they acted. */
export const refusalFaults: readonly Fault[] = [
  fault(
    "refuses-in-plain-text",
    ["problem-details"],
    refusing((answer) => ({ ...answer, headers: { "content-type": "text/plain" }, body: "Bad Request" })),
    { ...undeclared, "json-only": "a refusal is plain text" },
  ),
  fault(
    "refuses-in-json-that-is-no-problem",
    ["problem-details"],
    refusing((answer) => ({
      ...answer,
      headers: { "content-type": "application/json" },
      body: { error: "bad request" },
    })),
    undeclared,
  ),
  fault(
    "names-another-status-in-the-problem",
    ["problem-details"],
    refusing((answer) => ({ ...answer, body: { ...(answer.body as object), status: 422 } })),
  ),
  fault(
    "answers-200-with-an-error",
    ["wrong-type", "malformed-json", "wrong-media-type"],
    refusing((answer) => ({ ...answer, status: 200 })),
    { "output-validation": "a problem comes as a success", "json-only": "a refused media type gets 200" },
  ),
  fault(
    "writes-a-label-before-it-validates",
    ["state-change"],
    writingFirst(({ store }, path, operation) => {
      const parcel = store.parcels.get(path.parcelId ?? "");
      if (operation === "labelParcel" && parcel !== undefined)
        store.parcels.set(parcel.id, { ...parcel, label: "new" });
    }),
  ),
  fault(
    "opens-a-depot-before-it-validates",
    ["state-change"],
    writingFirst(({ store }, { code }, operation) => {
      const isNew = operation === "putDepot" && code !== undefined && !store.depots.has(code);
      if (isNew) store.depots.set(code, { code, name: "New", capacity: 1 });
    }),
  ),
  fault(
    "keeps-a-parcel-that-it-refused",
    ["state-change"],
    writingFirst(({ store }, _path, operation) => {
      if (operation !== "createParcel") return;
      const id = crypto.randomUUID();
      const kept = { recipient: "New", weightGrams: 1, fragile: false, tags: [], label: "", priceCentimes: 0 };
      store.parcels.set(id, { id, owner: "alice", ...kept });
    }),
  ),
];
