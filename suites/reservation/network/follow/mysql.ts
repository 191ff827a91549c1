import {
  agree,
  encodedInteger,
  greetingFlags,
  loginFlags,
  type MysqlCapabilities,
  type MysqlPacket,
  readMysqlPackets,
} from "../wire/mysql.ts";
import { type AnswerParser, answerTo, commands, login, type MysqlAnswer } from "../wire/mysql-answer.ts";
import type { Found } from "../wire/reader.ts";
import {
  type AnswerPart,
  blindness,
  type CommitOutcome,
  createFollower,
  type Follower,
  type FoundCommit,
} from "./follower.ts";
import { createMysqlSession, type MysqlCommitted } from "./mysql-session.ts";
import { createTexts } from "./texts.ts";

/** MariaDB: executes what was prepared last. */
const lastPrepared = 0xffffffff;
const failure = 0xff;

/** A command that the server has yet to answer. */
interface Outstanding {
  readonly parser: AnswerParser;
  readonly committed: MysqlCommitted | undefined;
  /** The text that is prepared. */
  readonly prepares: string | undefined;
}

/** Follows a connection of MySQL or MariaDB. An answer is all that answers one command, or the login. */
export function followMysql(): Follower {
  const session = createMysqlSession();
  const texts = createTexts<number>();
  const outstanding: Outstanding[] = [];
  let greeted: bigint | undefined;
  let capabilities: MysqlCapabilities | undefined;
  let answer = 0;
  let sendingFile = false;

  const expect = (parser: AnswerParser, committed?: MysqlCommitted, prepares?: string) => {
    parser.next();
    outstanding.push({ parser, committed, prepares });
  };

  const textOf = ({ payload }: MysqlPacket, { queryAttributes }: MysqlCapabilities): string => {
    switch (payload[0]) {
      case commands.query:
        return payload.toString("utf8", queryAttributes ? afterAttributes(payload) : 1);
      case commands.execute:
      case commands.executeBulk:
        return texts.get(payload.readUInt32LE(1)) ?? "";
      default:
        return "";
    }
  };

  const onRequest = ({ message, begin }: Found<MysqlPacket>): FoundCommit | undefined => {
    if (capabilities === undefined) {
      capabilities = agree(greeted ?? 0n, loginFlags(message));
      if (capabilities.ssl) throw new Error(blindness.encrypted);
      if (capabilities.compressed) throw new Error(blindness.compressed);
      if (capabilities.optionalMetadata) throw new Error("it leaves out the columns of rows (resultset_metadata)");
      expect(login());
      return undefined;
    }
    if (sendingFile) sendingFile = message.length > 0;
    // What goes on with a sequence belongs to the login, or is a file.
    if (sendingFile || message.sequence !== 0) return undefined;
    const command = message.payload.readUInt8(0);
    const parser = answerTo(command, capabilities);
    if (command === commands.closeStatement) texts.delete(message.payload.readUInt32LE(1));
    if (parser === undefined) return undefined;
    const committed = session.run(textOf(message, capabilities));
    const commit = committed && { begin, answer: answer + outstanding.length, ...committed };
    expect(parser, committed, command === commands.prepare ? message.payload.toString("utf8", 1) : undefined);
    return commit;
  };

  const onAnswer = ({ message, end }: Found<MysqlPacket>): AnswerPart | undefined => {
    if (greeted === undefined) {
      // A server may refuse without a greeting; then it ends the connection.
      greeted = message.payload[0] === failure ? 0n : greetingFlags(message);
      return undefined;
    }
    const [first] = outstanding;
    if (first === undefined) throw new Error(blindness.unasked);
    const step = first.parser.next(message);
    if (!step.done) {
      sendingFile = step.value === "wait";
      return sendingFile ? { answer, end, outcome: "waits" } : undefined;
    }
    const part: AnswerPart = { answer, end, outcome: first.committed && outcomeOf(first.committed, step.value) };
    outstanding.shift();
    answer += 1;
    if (step.value.prepared !== undefined && first.prepares !== undefined) {
      texts.set(step.value.prepared, first.prepares);
      texts.set(lastPrepared, first.prepares);
    }
    if (outstanding.length === 0 && step.value.session !== undefined) session.settle(step.value.session);
    return part;
  };

  return createFollower({
    requests: readMysqlPackets(),
    answers: readMysqlPackets(),
    onRequest,
    onAnswer,
    answer: () => answer,
  });
}

function outcomeOf({ position, proof }: MysqlCommitted, { statements, changedRows }: MysqlAnswer): CommitOutcome {
  if (statements < position) return "nothing";
  return proof === "rows" && changedRows === 0 ? "nothing" : "took-effect";
}

/** Where the text of a query begins, if nothing is bound to it by name. */
function afterAttributes(payload: Buffer): number {
  const { value: attributes, next } = encodedInteger(payload, 1);
  if (attributes > 0) throw new Error("it sends queries with attributes");
  return encodedInteger(payload, next).next;
}
