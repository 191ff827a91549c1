import { type Contract, type Guarantee, type Operation, serializeTarget } from "../../../contracts/index.ts";
import type { Call, CleanUp, Residue } from "../../kit/check.ts";
import { forEachConcurrently } from "../../kit/concurrency.ts";
import type { Exchange } from "../../kit/exchange.ts";
import type { Identity } from "../../kit/identity.ts";
import { awaitConsequence, type Consequence, consequencesOf } from "./consequences.ts";
import { type Bound, type Created, createdBy, linkedDeletion, readingOf } from "./created.ts";
import { scopeOf } from "./scope.ts";

/** Objects of one kind are deleted a few at a time. */
const concurrency = 4;

/** Remembers what was created and deletes it. */
export interface Cleaner {
  /** Looks whether an exchange created something, or deleted what was created. */
  observe(operation: Operation, exchange: Exchange, origin: Origin): void;
  /** Deletes all that was created since the last time, what came last first, and reads back that it is gone. */
  cleanUp(): Promise<CleanUp>;
}

/** Who made an exchange, and why. */
export interface Origin {
  readonly via: Guarantee;
  /** Absent where the request had no token that was handed out here. */
  readonly identity: Identity | undefined;
}

type Entry = Created & Origin;

/**
 * `call` sends one request, whatever became of the run's own time and signal. `subject` owns what was created by requests
 * that should have been refused, as far as one can tell.
 */
export function createCleaner(
  contract: Contract,
  subject: string | undefined,
  call: (call: Call) => Promise<Exchange>,
): Cleaner {
  let entries = new Map<string, Entry>();
  let expected: (Consequence & Origin)[] = [];
  const deleted = new Set<string>();

  /** Calls as the creator, in each of the roles that the operation lists, until one is not refused. */
  async function callAs(
    { operation, path, query = {} }: Bound & { readonly query?: Call["query"] },
    creator: Identity | undefined,
    isRefused: (status: number) => boolean,
  ): Promise<Exchange> {
    const owner = creator?.subject ?? subject;
    const own = (roles: readonly string[]) => roles.every((role) => creator?.roles.includes(role));
    const alternatives = operation.security.map(({ schemes }) => schemes.flatMap(({ roles }) => roles));
    const ordered = [...alternatives.filter(own), ...alternatives.filter((roles) => !own(roles))];
    const bare = { operation, path, query, headers: {} };
    let exchange: Exchange | undefined;
    for (const roles of owner === undefined ? [] : ordered) {
      exchange = await call({ ...bare, identity: { subject: owner ?? "", roles } });
      if (!isRefused(exchange.response.status)) return exchange;
    }
    return exchange ?? call(bare);
  }

  /** Undefined: it is gone. */
  async function remove(entry: Entry): Promise<Residue | undefined> {
    const { creator, deletion, reading, identity, via } = entry;
    const left = (message: string, exchange?: Exchange): Residue => ({
      operation: creator,
      message,
      via,
      ...(exchange === undefined ? {} : { exchange }),
    });
    if (deletion === undefined) {
      return left("neither a link of its answer nor its Location leads to a DELETE operation", entry.exchange);
    }
    const place = serializeTarget(deletion.operation, deletion.path, {});
    try {
      // What one role may not delete any more (409), another one may.
      const removal = await callAs(deletion, identity, (status) => status === 403 || status === 409);
      const { status } = removal.response;
      const said = `${deletion.operation.id} (DELETE ${place}) answered ${status}`;
      if (!(status < 300 || isGone(status))) return left(said, removal);
      // Who was wrongly let in may have created it under a name that cannot be guessed; then it is only out of sight.
      const isOutOfSight = identity === undefined && isGone(status) && !deleted.has(place);
      if (isOutOfSight) return left(`${said}, although nobody had deleted it`, removal);
      deleted.add(place);
      if (reading === undefined) return undefined;
      const read = await callAs(reading, identity, (status) => status === 403);
      if (isGone(read.response.status)) return undefined;
      return left(`${said}, and after it ${reading.operation.id} ${read.response.status} instead of 404 or 410`, read);
    } catch (error) {
      return left(`${deletion.operation.id} (DELETE ${place}): ${error instanceof Error ? error.message : error}`);
    }
  }

  function remember(entry: Entry): void {
    const { deletion, exchange } = entry;
    const key = deletion === undefined ? exchange.request.url : JSON.stringify([deletion.operation.id, deletion.path]);
    if (!entries.has(key)) entries.set(key, entry);
  }

  /**
   * Whether an exchange shows what was expected; then it is remembered, and need not be waited for. One run of a job may
   * make one object of many calls, so an answer to another reading counts that names what was read for.
   */
  function fulfils({ cause, reading, via, identity }: Consequence & Origin, operation: Operation, exchange: Exchange) {
    const values = [...Object.values(reading.path), ...Object.values(reading.query)];
    const named = values.every((value) => exchange.response.body.includes(JSON.stringify(value)));
    if (operation !== reading.operation || values.length === 0 || !named) return false;
    const deletion = linkedDeletion(contract, operation, exchange);
    if (deletion === undefined) return false;
    remember({ creator: cause, deletion, reading: readingOf(contract, deletion), exchange, via, identity });
    return true;
  }

  /** Waits for what jobs make of what was created, so that it is deleted too; what one answer shows others need not ask. */
  async function gather(): Promise<void> {
    for (let next = expected.shift(); next !== undefined; next = expected.shift()) {
      const { via, identity, ...consequence } = next;
      const read = (made: Omit<Call, "identity">) => callAs(made, identity, (status) => status === 403);
      // Where it cannot be read, what it hangs on is still deleted, and says what is left.
      const created = await awaitConsequence(contract, consequence, read).catch(() => undefined);
      if (created !== undefined) remember({ ...created, via, identity });
    }
  }

  return {
    observe(operation, exchange, origin) {
      if (operation.method === "delete" && exchange.response.status < 300) {
        deleted.add(serializeTarget(operation, scopeOf(operation, exchange).request.path, {}));
      }
      expected = expected.filter((consequence) => !fulfils(consequence, operation, exchange));
      const consequences = consequencesOf(contract, operation, exchange).map((one) => ({ ...one, ...origin }));
      // A call that is repeated is waited for once: as long as after the last time.
      const repeated = new Set(consequences.map(consequenceKey));
      expected = [...expected.filter((one) => !repeated.has(consequenceKey(one))), ...consequences];
      const created = createdBy(contract, operation, exchange);
      if (created !== undefined) remember({ ...created, ...origin });
    },
    async cleanUp() {
      await gather();
      const all = [...entries.values()];
      entries = new Map();
      const created = new Map<string, number>();
      for (const { creator } of all) created.set(creator, (created.get(creator) ?? 0) + 1);
      const refused: Entry[] = [];
      // What was created first may be what later objects hang on: kind by kind, the latest kind first.
      for (const creator of [...created.keys()].reverse()) {
        const group = all.filter((entry) => entry.creator === creator).reverse();
        await forEachConcurrently(group, concurrency, async (entry) => {
          if ((await remove(entry)) !== undefined) refused.push(entry);
        });
      }
      // Kinds that hang on each other both ways need another turn.
      const residue: Residue[] = [];
      for (const entry of refused) {
        const left = await remove(entry);
        if (left !== undefined) residue.push(left);
      }
      return { created, residue };
    },
  };
}

function consequenceKey({ cause, reading: { operation, path, query } }: Consequence): string {
  return JSON.stringify([cause, operation.id, path, query]);
}

/** RFC 9110 §15.5.5 and §15.5.11. */
function isGone(status: number): boolean {
  return status === 404 || status === 410;
}
