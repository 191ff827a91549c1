import { randomUUID } from "node:crypto";
import { setImmediate as afterOthers } from "node:timers/promises";
import type { Fault } from "./fault.ts";
import type { Input } from "./input.ts";
import type { Perform } from "./operations.ts";
import type { Change } from "./provider.ts";

const guarantee = "idempotent-messages";
const fault = (
  name: string,
  caughtBy: Fault["caughtBy"],
  change: Change,
  alsoBreaks: NonNullable<Fault["alsoBreaks"]> = {},
): Fault => ({ name, guarantee, caughtBy, alsoBreaks, change });

/** Changes what one operation is given before it is done. */
const given =
  (operation: string, change: (input: Input, subject: string) => Input): Change =>
  (parts) => ({
    perform: (name, input, context) =>
      parts.perform(name, name === operation ? change(input, context.caller.subject) : input, context),
  });

const withKey = (input: Input, key: string): Input => ({
  ...input,
  headers: { ...input.headers, "idempotency-key": key },
});

/** Does an operation another way. */
const performing =
  (change: (perform: Perform) => Perform): Change =>
  (parts) => ({ perform: change(parts.perform) });

/** Providers for which a message that comes twice is two messages. */
export const idempotencyFaults: readonly Fault[] = [
  fault(
    "looks-at-no-key",
    ["repeated-key", "concurrent-key", "another-payload"],
    given("createParcel", (input) => withKey(input, randomUUID())),
  ),
  fault(
    "takes-another-payload-for-another-message",
    ["another-payload"],
    given("createParcel", (input) =>
      withKey(input, `${input.headers["idempotency-key"]}${JSON.stringify(input.body)}`),
    ),
  ),
  fault("looks-for-the-key-before-it-waits", ["concurrent-key"], (parts) => ({
    async handle(request, all) {
      const key = String(request.headers["idempotency-key"]);
      const isKnown = [...parts.store.creations.keys()].some((one) => one.endsWith(`/${key}`));
      if (request.method !== "POST" || isKnown) return parts.handle(request, all);
      await afterOthers();
      await afterOthers();
      const creations = new Map();
      return parts.handle(request, {
        ...all,
        perform: (name, input, context) => {
          const answer = all.perform(name, input, { ...context, store: { ...context.store, creations } });
          for (const [one, creation] of creations) parts.store.creations.set(one, creation);
          return answer;
        },
      });
    },
  })),
  fault(
    "gives-one-callers-answer-to-another",
    ["another-caller"],
    performing((perform) => {
      const answers = new Map<unknown, ReturnType<Perform>>();
      return (name, input, context) => {
        const key = input.headers["idempotency-key"];
        if (name !== "createParcel") return perform(name, input, context);
        const known = answers.get(`${key}${JSON.stringify(input.body)}`);
        const answer = known ?? perform(name, input, context);
        answers.set(`${key}${JSON.stringify(input.body)}`, answer);
        return answer;
      };
    }),
  ),
  fault("adds-to-a-label", ["repeated-put"], (parts) => ({
    perform(name, input, context) {
      if (name !== "labelParcel") return parts.perform(name, input, context);
      const { text } = input.body as { text: string };
      const earlier = parts.store.parcels.get(input.path.parcelId ?? "")?.label ?? "";
      return parts.perform(name, { ...input, body: { text: `${earlier}${text}`.slice(-40) } }, context);
    },
  })),
  fault(
    "opens-a-depot-once",
    ["repeated-put"],
    performing((perform) => (name, input, context) => {
      const code = input.path.code ?? "";
      if (name !== "putDepot" || !context.store.depots.has(code)) return perform(name, input, context);
      return perform("getDepot", { ...input, path: { code: `${code}-again` } }, context);
    }),
  ),
  fault(
    "breaks-on-what-is-gone",
    ["repeated-delete"],
    performing((perform) => (name, input, context) => {
      const isGone = name === "deleteDepot" && !context.store.depots.has(input.path.code ?? "");
      if (isGone) throw new Error("nothing to delete");
      return perform(name, input, context);
    }),
    { "leaves-no-track": "what was deleted before cannot be cleaned up" },
  ),
];
