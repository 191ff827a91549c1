import { isDeepStrictEqual } from "node:util";
import type { Channel, MessageContract } from "../../model/asyncapi/message-contract.ts";
import { canonical } from "../../schema/equality.ts";
import type { Change } from "../change.ts";
import { changeOf } from "../contract/comparison.ts";
import { compareServicePromises } from "../contract/service-promises.ts";
import { compareOperations } from "./compare-operations.ts";
import { compareSecurity, guardedServers } from "./compare-security.ts";
import { type Comparison, startComparison, tell } from "./comparison.ts";
import { pair } from "./pair.ts";

/**
 * Every difference of two versions of a message contract, breaking or compatible by direction: what the service sends, old
 * readers must understand, so it may say less; what it receives, old senders go on sending, so it may accept more. Each
 * breaking change carries a witness. Bounded in time; what cannot be decided is `unknown`. `today` decides whether a sunset
 * has come.
 *
 * Throws `TercetError` (`contract`) where a schema cannot be used.
 */
export function diffMessages(
  before: MessageContract,
  after: MessageContract,
  today: Date = new Date(),
): readonly Change[] {
  if (before.service === after.service && isDeepStrictEqual(before.document, after.document)) return [];
  const comparison = startComparison(before, after, today);
  compareOperations(comparison);
  compareServicePromises({ before, after, report: (rule, told) => comparison.changes.push(changeOf(rule, told)) });
  for (const [from, to] of guardedServers(before, after)) compareSecurity(comparison, [], from, to);
  compareUnusedChannels(comparison);
  const { request, response } = comparison.schemas;
  const changes = joined([...comparison.changes, ...request.changes(), ...response.changes()]);
  return [...changes, ...generalChanges(before, after, changes.length === 0)];
}

/** Of a channel that no operation uses, nobody knows who sends to it. */
function compareUnusedChannels(comparison: Comparison): void {
  const { both, removed, added } = pair(unused(comparison.before), unused(comparison.after), ({ id }) => id);
  for (const [before, after] of both) {
    if (canonical({ ...before, pointer: "" }) === canonical({ ...after, pointer: "" })) continue;
    tell(comparison, {
      rule: "channel-changed",
      effect: "unknown",
      operations: [],
      place: { before: before.pointer, after: after.pointer },
      message: `The channel ${after.id} changed, and no operation says whether the service sends to it; add one.`,
    });
  }
  const isIn = ({ channels }: MessageContract, id: string) => channels.some((channel) => channel.id === id);
  for (const { id, pointer } of removed) {
    if (isIn(comparison.after, id)) continue;
    const message = `The channel ${id} is gone, and no operation said whether the service sent to it.`;
    tell(comparison, {
      rule: "channel-removed",
      effect: "unknown",
      operations: [],
      place: { before: pointer },
      message,
    });
  }
  for (const { id, pointer } of added) {
    if (isIn(comparison.before, id)) continue;
    const message = `The channel ${id} was added.`;
    tell(comparison, {
      rule: "channel-added",
      effect: "compatible",
      operations: [],
      place: { after: pointer },
      message,
    });
  }
}

function unused({ channels, operations }: MessageContract): readonly Channel[] {
  const used = new Set(operations.flatMap(({ channel, reply }) => [channel, reply?.channel]));
  return channels.filter((channel) => !used.has(channel));
}

/** What concerns the contract as a whole, by the rules that hold for OpenAPI as well. */
function generalChanges(before: MessageContract, after: MessageContract, isAlone: boolean): readonly Change[] {
  const told = { direction: "service", operations: [] } as const;
  const changes: Change[] = [];
  if (before.service !== after.service) {
    const place = { before: "/info/title", after: "/info/title" };
    const message = `The contract was that of ${before.service} and is that of ${after.service}.`;
    changes.push({ ...told, rule: "service-renamed", effect: "unknown", place, message });
  }
  if (before.version !== after.version) {
    const place = { before: "/info/version", after: "/info/version" };
    const message = `The version was ${before.version} and is ${after.version}.`;
    changes.push({ ...told, rule: "version-changed", effect: "compatible", place, message });
  }
  const reachable = ({ servers }: MessageContract) =>
    canonical(servers.map(({ name, address }) => [name, address]).sort());
  if (reachable(before) !== reachable(after)) {
    const place = { before: "/servers", after: "/servers" };
    changes.push({ ...told, rule: "servers-changed", effect: "compatible", place, message: "The servers are others." });
  }
  if (isAlone && changes.length === 0 && canonical(before.document) !== canonical(after.document)) {
    const message = "Only descriptions, examples, tags or extensions changed.";
    changes.push({
      ...told,
      rule: "documentation-changed",
      effect: "compatible",
      place: { before: "", after: "" },
      message,
    });
  }
  return changes;
}

/** One change for what several operations share. */
function joined(changes: readonly Change[]): readonly Change[] {
  const known = new Map<string, Change>();
  for (const change of changes) {
    const key = canonical([change.rule, change.direction, change.effect, change.place, change.message]);
    const same = known.get(key);
    const operations = [...new Set([...(same?.operations ?? []), ...change.operations])];
    known.set(key, { ...(same ?? change), operations });
  }
  return [...known.values()];
}
