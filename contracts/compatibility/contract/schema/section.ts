import { reasonOf, TercetError } from "../../../errors.ts";
import type { JsonObject } from "../../../json.ts";
import type { Schema } from "../../../model/contract.ts";
import { resolvePointer } from "../../../model/pointer.ts";
import { createRandom } from "../../../random.ts";
import { type Containment, contains } from "../../../schema/contains.ts";
import type { Change, Witness } from "../../change.ts";
import type { Deadline } from "../deadline.ts";
import { validValue } from "../witness/value.ts";
import { changeOf } from "./change-of.ts";
import { createComparison } from "./compare.ts";
import type { Pair } from "./finding.ts";
import { createIdentity, type Identity } from "./identity.ts";
import { type Part, schemaOf } from "./place.ts";
import { routesOf } from "./routes.ts";
import { type View, viewOf } from "./view.ts";

/** How many values are tried where containment is not decided. */
const samples = 5;

/** A place where an operation sends or reads a value. */
export interface SchemaUse {
  readonly operation: string;
  readonly before: Part;
  readonly after: Part;
  /** Makes the whole request or response around a value for this place. */
  witness(value: unknown): Witness;
}

/** All schemas of one direction. */
export interface SchemaSection {
  readonly before: View;
  readonly after: View;
  readonly identity: Identity;
  /** The part as it is seen in this direction. */
  locate(side: "before" | "after", part: Part): Part;
  /** Whether all that is valid under a schema of the sender's is valid under one of the reader's. */
  contains(sent: Schema, read: Schema): Containment;
  /** Compares the schemas of one use; what is found is told by `changes`. */
  use(use: SchemaUse): void;
  changes(): readonly Change[];
}

/** Requests are sent by those who know the old contract, and responses are read by them. */
export function createSection(
  direction: "request" | "response",
  before: JsonObject,
  after: JsonObject,
  deadline: Deadline,
): SchemaSection {
  const isRequest = direction === "request";
  const absent = isRequest ? "readOnly" : "writeOnly";
  const views = {
    before: viewOf(before, absent, isRequest ? "sender" : "reader"),
    after: viewOf(after, absent, isRequest ? "reader" : "sender"),
  };
  const [sender, reader] = isRequest ? [views.before, views.after] : [views.after, views.before];
  const identity = createIdentity(views.before.schemas, views.after.schemas);
  const judge = (left: Schema, from: View, right: Schema, to: View): Containment => {
    if (deadline.passed()) return { verdict: "unknown", reason: "the time for comparing schemas was used up" };
    try {
      const answer = contains(
        { schema: left, document: from.schemas.document },
        { schema: right, document: to.schemas.document },
      );
      return answer.verdict === "unknown" ? (refutation(left, from, right, to) ?? answer) : answer;
    } catch (error) {
      if (!(error instanceof TercetError)) throw error;
      return { verdict: "unknown", reason: `a schema cannot be used: ${reasonOf(error)}` };
    }
  };
  const holds: SchemaSection["contains"] = (sent, read) => judge(sent, sender, read, reader);
  const compare = createComparison({
    direction,
    sender,
    reader,
    identity,
    contains: holds,
    disjoint: (one, other) => judge({ allOf: [one, other] } as Schema, reader, false, reader).verdict === "contained",
  });
  const roots: { readonly use: SchemaUse; readonly pair: Pair }[] = [];
  const wholes = new Map<Pair, Containment>();

  const locate: SchemaSection["locate"] = (side, { schema, pointer }) => {
    const found = resolvePointer(views[side].schemas.document, pointer);
    return { schema: (found as Schema | undefined) ?? schema, pointer };
  };
  const sides = { sender, reader, random: createRandom(1, direction) };
  const whole = (pair: Pair): Containment => {
    const known = wholes.get(pair) ?? judge(schemaOf(pair.sent), sender, schemaOf(pair.reader), reader);
    wholes.set(pair, known);
    return known;
  };

  return {
    ...views,
    identity,
    locate,
    contains: holds,
    use(use) {
      const [left, right] = [locate("before", use.before), locate("after", use.after)];
      if (identity.same(left.schema, right.schema)) return;
      roots.push({ use, pair: compare([left], [right]) });
    },
    changes() {
      const found: Change[] = [];
      for (const [pair, routes] of routesOf(roots)) {
        for (const finding of pair.findings) found.push(changeOf(direction, finding, routes, { ...sides, whole }));
      }
      return found;
    },
  };
}

/** What cannot be decided is often still refuted by some value that is generated. */
function refutation(left: Schema, from: View, right: Schema, to: View): Containment | undefined {
  const random = createRandom(1, "refutation");
  for (let sample = 0; sample < samples; sample++) {
    const found = validValue(from, left, random.fork(String(sample)));
    if (found !== undefined && to.schemas.refuses(right, found.value)) {
      return { verdict: "not-contained", witness: found.value };
    }
  }
  return undefined;
}
