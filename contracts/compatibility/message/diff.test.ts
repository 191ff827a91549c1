import { expect, test } from "vitest";
import { changedPayments, type Change as Edit, payments } from "../../model/asyncapi/fixtures/payments.ts";
import { parseMessageContract } from "../../model/asyncapi/parse.ts";
import { schemasOf } from "../../schema/compile.ts";
import type { Change } from "../change.ts";
import { changeRules } from "../contract/rules.ts";
import { diffMessages } from "./diff.ts";
import { messageChangeRules } from "./rules.ts";
import { messageRows } from "./testing/rows.ts";

async function diff(before: Edit, after: Edit): Promise<readonly Change[]> {
  const [from, to] = [changedPayments(before), changedPayments(after)];
  return diffMessages(
    await parseMessageContract(from, "old.json"),
    await parseMessageContract(to, "new.json"),
    new Date("2026-01-01"),
  );
}

const same: Edit = () => {};
const told = (changes: readonly Change[]) =>
  changes.map(({ rule, effect, direction }) => `${effect} ${direction} ${rule}`);

test("a contract does not differ from itself", async () => {
  expect(await diff(same, same)).toEqual([]);
});

const settled = (document: Parameters<Edit>[0]) => document.components.messages.PaymentSettled;

for (const [title, expected, after, before = same] of messageRows) {
  test(`${title}: ${expected}`, async () => {
    const changes = await diff(before, after);
    expect(told(changes)).toEqual([expected]);
    for (const { rule, message, effect, witness, place } of changes) {
      expect({ ...changeRules, ...messageChangeRules }).toHaveProperty([rule]);
      expect(message).toMatch(/^\S.*\.$/);
      expect(witness === undefined).toBe(effect !== "breaking");
      expect(place.before ?? place.after).toBeDefined();
    }
  });
}

test("an operation may go once its sunset has come", async () => {
  const before = await parseMessageContract(payments, "old.json");
  const after = await parseMessageContract(
    changedPayments((d) => {
      delete d.operations.announceSettlement;
      delete d.channels.paymentSettled;
    }),
    "new.json",
  );
  const rules = (day: string) => told(diffMessages(before, after, new Date(day)));
  expect(rules("2027-01-30")).toEqual(["breaking response message-operation-removed"]);
  expect(rules("2027-01-31")).toEqual(["compatible response message-operation-removed-after-sunset"]);
});

test("what the root x-tercet promises is compared as for OpenAPI", async () => {
  const promises =
    (maxSilenceSeconds: number): Edit =>
    (d) => {
      const jobs = [{ name: "settle", everySeconds: 60, maxSilenceSeconds, timeoutSeconds: 30 }];
      Object.assign(d, { "x-tercet": { token: { maxLifetimeSeconds: maxSilenceSeconds }, jobs } });
    };
  const [narrowed, widened] = [await diff(promises(300), promises(600)), await diff(promises(600), promises(300))];
  expect(told(narrowed)).toEqual(["compatible request token-relaxed", "breaking service job-slowed"]);
  expect(told(widened)).toEqual(["breaking request token-tightened", "compatible service job-tightened"]);
  expect(narrowed[1]).toMatchObject({ operations: [], place: { before: "/x-tercet/jobs", after: "/x-tercet/jobs" } });
});

test("another protocol is told for each channel", async () => {
  const changes = await diff(same, (d) => Object.assign(d.servers.broker, { protocol: "amqp" }));
  expect(new Set(told(changes))).toEqual(
    new Set(["breaking service channel-protocol-removed", "compatible service channel-protocol-added"]),
  );
  expect(changes).toHaveLength(6);
  expect(changes[0]?.witness).toEqual({
    kind: "service",
    promised: { protocols: ["kafka"] },
    allowed: { protocols: ["amqp"] },
  });
});

test("other credentials: the old ones no longer suffice, the new ones do", async () => {
  const changes = await diff(same, (d) => Object.assign(d.components.securitySchemes.account, { type: "X509" }));
  expect(told(changes)).toEqual([
    "breaking request message-security-removed",
    "compatible request message-security-added",
  ]);
});

test("a scope more is other credentials", async () => {
  const scoped =
    (scopes: string[]): Edit =>
    (d) =>
      Object.assign(d.components.securitySchemes.account, { type: "oauth2", flows: {}, scopes });
  expect(told(await diff(scoped(["read"]), scoped(["read", "pay"])))).toEqual([
    "breaking request message-security-removed",
  ]);
  expect(told(await diff(scoped(["read", "pay"]), scoped(["read"])))).toEqual([
    "compatible request message-security-added",
  ]);
});

test("the witness is a whole message: valid for its sender, refused by its reader", async () => {
  const narrowed = changedPayments((d) => {
    d.components.schemas.Request.properties.centimes.minimum = 10;
  });
  const before = await parseMessageContract(payments, "old.json");
  const after = await parseMessageContract(narrowed, "new.json");
  const [change] = diffMessages(before, after);
  expect(change).toMatchObject({
    operations: ["receivePayment"],
    place: { before: "/components/schemas/Request/properties/centimes/minimum" },
  });
  const { witness } = change as Change;
  if (witness?.kind !== "message") throw new Error("no message");
  expect(witness).toMatchObject({ channel: "shop.ch.payment-requested", headers: { replyTo: "answers.7" } });
  const errors = ({ document, channels }: typeof before) => {
    const payload = channels[0]?.messages[0]?.payload;
    return payload?.kind === "json" ? schemasOf({ document }).errors(payload.schema, witness.payload) : undefined;
  };
  expect(errors(before)).toEqual([]);
  expect(errors(after)).toHaveLength(1);
});

test("what several operations share is told once, and names them all", async () => {
  const shared: Edit = (d) => {
    d.operations.announceAgain = { action: "send", channel: { $ref: "#/channels/paymentSettled" } };
  };
  const changes = await diff(shared, (d) => {
    shared(d);
    settled(d).contentType = "application/cbor";
  });
  expect(changes).toHaveLength(1);
  expect(changes[0]?.operations).toEqual(["announceSettlement", "announceAgain"]);
});
