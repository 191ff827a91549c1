import { lastingState, oldDepot } from "./arrangements/lasting-state.ts";
import type { Fault } from "./fault.ts";
import { type Answer, Refusal } from "./messages.ts";
import type { Change } from "./provider.ts";

const guarantee = "state-never-expires";
const fault = (name: string, caughtBy: Fault["caughtBy"], change: Change): Fault => ({
  name,
  guarantee,
  caughtBy,
  arrangement: lastingState,
  change,
});

/** How long a depot is kept by providers that forget, in milliseconds. */
const lifeMilliseconds = 1500;

/** Shows a depot in another way, by its code and for how long it has been there. */
const showing =
  (show: (answer: Answer, code: string, ageMilliseconds: number) => Answer): Change =>
  (parts) => {
    const openedAt = new Map<string, number>();
    return {
      perform(name, input, context) {
        const answer = parts.perform(name, input, context);
        const code = input.path.code ?? "";
        if (name === "putDepot") openedAt.set(code, performance.now());
        if (name !== "getDepot") return answer;
        return show(answer, code, performance.now() - (openedAt.get(code) ?? performance.now()));
      },
    };
  };
const withHeaders = (headers: () => Answer["headers"]): Change =>
  showing((answer) => ({ ...answer, headers: { ...answer.headers, ...headers() } }));
const withMembers = (answer: Answer, members: object): Answer => ({
  ...answer,
  body: { ...(answer.body as object), ...members },
});
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);

/** Providers whose state ends by itself, or that say so. */
export const expiryFaults: readonly Fault[] = [
  fault(
    "forgets-depots-after-a-while",
    ["read-back-later"],
    showing((answer, _code, age) => {
      if (age > lifeMilliseconds) throw new Refusal(404, "not-found");
      return answer;
    }),
  ),
  fault("forgets-depots-with-the-token-that-opened-them", ["read-back-later"], (parts) => {
    const endOf = new Map<string, number>();
    const expiryOf = new WeakMap<object, number>();
    return {
      caller(claims) {
        const caller = parts.caller(claims);
        expiryOf.set(caller, claims.exp ?? 0);
        return caller;
      },
      perform(name, input, context) {
        const code = input.path.code ?? "";
        if (name === "putDepot") endOf.set(code, expiryOf.get(context.caller) ?? 0);
        if (name === "getDepot" && (endOf.get(code) ?? Number.POSITIVE_INFINITY) * 1000 < Date.now()) {
          throw new Refusal(404, "not-found");
        }
        return parts.perform(name, input, context);
      },
    };
  }),
  fault(
    "says-when-a-depot-ends",
    ["declared-expiry"],
    showing((answer) => withMembers(answer, { expiresAt: inSeconds(3600).toISOString() })),
  ),
  fault(
    "says-that-depots-are-shut-down",
    ["declared-expiry"],
    withHeaders(() => ({ sunset: inSeconds(86_400).toUTCString() })),
  ),
  fault(
    "lets-caches-keep-depots",
    ["declared-expiry"],
    withHeaders(() => ({ "cache-control": "private, max-age=1" })),
  ),
  fault(
    "lets-shared-caches-keep-depots",
    ["declared-expiry"],
    withHeaders(() => ({ "cache-control": "max-age=0, s-maxage=1" })),
  ),
  fault(
    "lets-old-caches-keep-depots",
    ["declared-expiry"],
    withHeaders(() => ({ expires: inSeconds(2).toUTCString() })),
  ),
  fault(
    "forgets-depots-after-days",
    ["sentinel"],
    showing((answer, code) => {
      if (code === oldDepot.code) throw new Refusal(404, "not-found");
      return answer;
    }),
  ),
];
