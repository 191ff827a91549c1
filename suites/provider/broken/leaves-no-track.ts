import type { Fault } from "./fault.ts";
import { Refusal } from "./messages.ts";
import type { Change } from "./provider.ts";

const fault = (name: string, change: Change, alsoBreaks: Fault["alsoBreaks"] = {}): Fault => ({
  name,
  guarantee: "leaves-no-track",
  caughtBy: ["read-back"],
  alsoBreaks,
  change,
});

const alsoARule = { "business-validation": "the rule deletes its parcel in the end, and expects 204" };

/** Providers on which what was created cannot be got rid of. */
export const trackFaults: readonly Fault[] = [
  fault("confirms-deletions-that-it-does-not-do", (parts) => ({
    perform(operation, input, context) {
      if (operation !== "deleteParcel") return parts.perform(operation, input, context);
      // Whether it is there, and the caller's, is looked at all the same.
      parts.perform("getParcel", input, context);
      return { status: 204, headers: {} };
    },
  })),
  fault("forgets-every-third-deletion", (parts) => {
    let deletions = 0;
    return {
      perform(operation, input, context) {
        if (operation !== "deleteParcel" || ++deletions % 3 !== 0) return parts.perform(operation, input, context);
        parts.perform("getParcel", input, context);
        return { status: 204, headers: {} };
      },
    };
  }),
  fault(
    "does-not-find-what-it-shall-delete",
    (parts) => ({
      perform(operation, input, context) {
        if (operation === "deleteParcel") throw new Refusal(404, "not-found");
        return parts.perform(operation, input, context);
      },
    }),
    alsoARule,
  ),
  fault(
    "deletes-for-clerks-only",
    (parts) => ({
      perform(operation, input, context) {
        if (operation === "deleteParcel" && !context.caller.roles.includes("clerk"))
          throw new Refusal(403, "forbidden");
        return parts.perform(operation, input, context);
      },
    }),
    alsoARule,
  ),
];
