import type { Fault } from "./fault.ts";
import type { OperationName } from "./input.ts";
import { json, Refusal } from "./messages.ts";
import type { Change } from "./provider.ts";

const guarantee = "authorized-roles";
const fault = (
  name: string,
  caughtBy: Fault["caughtBy"],
  change: Change,
  alsoBreaks: NonNullable<Fault["alsoBreaks"]> = {},
): Fault => ({ name, guarantee, caughtBy, alsoBreaks, change });

/** Does not ask whose a parcel is for some operations. */
const ownsEverything =
  (...operations: readonly OperationName[]): Change =>
  (parts) => ({
    owns: (caller, parcel, operation) => operations.includes(operation) || parts.owns(caller, parcel, operation),
  });

/** Providers that let callers do what they may not. */
export const authorizationFaults: readonly Fault[] = [
  fault("asks-for-no-role", ["no-role", "unlisted-role", "invented-role"], () => ({ authorize: () => true })),
  fault("lets-callers-without-any-role-in", ["no-role"], (parts) => ({
    authorize: (route, caller) => caller.roles.length === 0 || parts.authorize(route, caller),
  })),
  fault("takes-a-clerk-for-everything", ["unlisted-role"], (parts) => ({
    authorize: (route, caller) => caller.roles.includes("clerk") || parts.authorize(route, caller),
  })),
  fault("looks-for-known-bad-roles-only", ["invented-role"], (parts) => ({
    authorize: (route, caller) =>
      parts.authorize(route, caller) ||
      !caller.roles.every((role) => ["sender", "clerk", "operator", ""].includes(role)),
  })),
  fault("asks-for-the-role-when-reading-only", ["no-role", "unlisted-role"], (parts) => ({
    authorize: (route, caller) => route.method !== "GET" || parts.authorize(route, caller),
  })),
  fault(
    "hides-what-may-not-be-done-behind-404",
    ["no-role"],
    (parts) => ({
      async handle(request, all) {
        const answer = await parts.handle(request, all);
        return answer.status === 403 ? { ...answer, status: 404 } : answer;
      },
    }),
    { "output-validation": "not every operation declares 404" },
  ),
  fault("finds-roles-in-longer-words", ["similar-role"], () => ({
    authorize: (route, caller) => route.roles?.some((role) => caller.roles.join(" ").includes(role)) ?? true,
  })),
  fault("guards-the-method-that-was-sent", ["method-override"], (parts) => ({
    handle(request, all) {
      const method = request.headers["x-http-method-override"];
      if (typeof method !== "string") return parts.handle(request, all);
      return parts.handle({ ...request, method }, { ...all, authorize: () => true });
    },
  })),
  fault("lists-parcels-of-everybody", ["foreign-list"], (parts) => ({
    perform: (operation, input, context) =>
      operation === "listParcels"
        ? json(200, { parcels: [...context.store.parcels.values()] })
        : parts.perform(operation, input, context),
  })),
  fault("shows-parcels-to-strangers", ["foreign-object"], ownsEverything("getParcel")),
  fault("lets-strangers-write-labels", ["foreign-object"], ownsEverything("labelParcel")),
  fault("lets-strangers-delete-parcels", ["foreign-object"], ownsEverything("deleteParcel")),
  fault("refuses-strangers-after-the-deed", ["foreign-object"], (parts) => ({
    perform(operation, input, context) {
      const parcel = context.store.parcels.get(input.path.parcelId ?? "");
      if (operation === "labelParcel" && parcel !== undefined && parcel.owner !== context.caller.subject) {
        context.store.parcels.set(parcel.id, { ...parcel, label: "changed" });
        throw new Refusal(404, "not-found");
      }
      return parts.perform(operation, input, context);
    },
  })),
];
