import { encodedInteger, type MysqlCapabilities, type MysqlPacket } from "./mysql.ts";

const ok = 0x00;
const localInfile = 0xfb;
const endOfFile = 0xfe;
const failed = 0xff;
/** An EOF packet is shorter; a row that begins with the same byte is longer. */
const longestEofBytes = 8;
const fullPacketBytes = 0xffffff;

/** Bits of the status that a server tells with each answer (SERVER_STATUS_flags_enum). */
const status = { inTransaction: 0x0001, autocommit: 0x0002, moreResults: 0x0008, cursorExists: 0x0040 };

/** The commands whose answers have a form of their own; all others are answered by OK, ERR or rows. */
export const commands = {
  quit: 0x01,
  query: 0x03,
  fieldList: 0x04,
  statistics: 0x09,
  changeUser: 0x11,
  prepare: 0x16,
  execute: 0x17,
  sendLongData: 0x18,
  closeStatement: 0x19,
  fetch: 0x1c,
  executeBulk: 0xfa,
};

/** The end of what a server answers to one command. */
export interface MysqlAnswer {
  readonly failed: boolean;
  /** How many statements of the command were answered well. */
  readonly statements: number;
  /** Rows that the last of them changed; undefined where it gave rows. */
  readonly changedRows: number | undefined;
  /** As the server last told it; undefined where it did not. */
  readonly session: { readonly inTransaction: boolean; readonly autocommit: boolean } | undefined;
  /** The statement that was prepared. */
  readonly prepared: number | undefined;
}

/** Reads one answer packet by packet; `wait` when the server waits for a file of the client. */
export type AnswerParser = Generator<"more" | "wait", MysqlAnswer, MysqlPacket>;

const nothing: MysqlAnswer = {
  failed: false,
  statements: 0,
  changedRows: undefined,
  session: undefined,
  prepared: undefined,
};

/** The parser of the answer to a command, or undefined for one that is not answered. */
export function answerTo(command: number, capabilities: MysqlCapabilities): AnswerParser | undefined {
  switch (command) {
    case commands.quit:
    case commands.sendLongData:
    case commands.closeStatement:
      return undefined;
    case commands.changeUser:
      return login();
    case commands.statistics:
      return onePacket();
    case commands.prepare:
      return prepare(capabilities);
    case commands.fieldList:
    case commands.fetch:
      return rowsOnly(capabilities);
    default:
      return results(capabilities);
  }
}

/** Authentication, which goes to and fro until the server is content or not. */
export function* login(): AnswerParser {
  for (;;) {
    const packet = yield "more";
    if (packet.payload[0] === failed) return { ...nothing, failed: true };
    if (packet.payload[0] === ok) return { ...nothing, ...okOf(packet) };
  }
}

function* onePacket(): AnswerParser {
  yield "more";
  return nothing;
}

function* prepare({ deprecatesEof }: MysqlCapabilities): AnswerParser {
  const { payload } = yield "more";
  if (payload[0] !== ok) return { ...nothing, failed: true };
  for (const definitions of [payload.readUInt16LE(7), payload.readUInt16LE(5)]) {
    const packets = definitions === 0 || deprecatesEof ? definitions : definitions + 1;
    for (let packet = 0; packet < packets; packet++) yield "more";
  }
  return { ...nothing, prepared: payload.readUInt32LE(1) };
}

function* results(capabilities: MysqlCapabilities): AnswerParser {
  let answer = nothing;
  for (;;) {
    let packet = yield "more";
    if (packet.payload[0] === localInfile) packet = yield "wait";
    if (packet.payload[0] === failed) return { ...answer, failed: true };
    const told = packet.payload[0] === ok ? okOf(packet) : yield* resultSet(packet, capabilities);
    if (told === undefined) return { ...answer, failed: true };
    answer = { ...answer, ...told, statements: answer.statements + 1 };
    if (!told.more) return answer;
  }
}

function* rowsOnly(capabilities: MysqlCapabilities): AnswerParser {
  const told = yield* rows(capabilities);
  return { ...nothing, failed: told === undefined, session: told?.session };
}

type Told = Pick<MysqlAnswer, "changedRows" | "session"> & { readonly more: boolean };

/** The columns and rows of a result; undefined when the server fails in the middle. */
function* resultSet(
  { payload }: MysqlPacket,
  capabilities: MysqlCapabilities,
): Generator<"more", Told | undefined, MysqlPacket> {
  const { value: columns, next } = encodedInteger(payload, 0);
  const definitions = capabilities.cachesMetadata && payload[next] === 0 ? 0 : columns;
  for (let column = 0; column < definitions; column++) yield "more";
  if (!capabilities.deprecatesEof) {
    const { payload: end } = yield "more";
    // The rows stay with the server until they are fetched.
    if ((end.readUInt16LE(3) & status.cursorExists) !== 0) return told(end.readUInt16LE(3), undefined);
  }
  return yield* rows(capabilities);
}

function* rows({ deprecatesEof }: MysqlCapabilities): Generator<"more", Told | undefined, MysqlPacket> {
  const longest = deprecatesEof ? fullPacketBytes - 1 : longestEofBytes;
  for (;;) {
    const packet = yield "more";
    if (packet.payload[0] === failed) return undefined;
    if (packet.payload[0] !== endOfFile || packet.length > longest) continue;
    return deprecatesEof
      ? { ...okOf(packet), changedRows: undefined }
      : told(packet.payload.readUInt16LE(3), undefined);
  }
}

function okOf({ payload }: MysqlPacket): Told {
  const { value: changedRows, next } = encodedInteger(payload, 1);
  return told(payload.readUInt16LE(encodedInteger(payload, next).next), changedRows);
}

function told(bits: number, changedRows: number | undefined): Told {
  const session = {
    inTransaction: (bits & status.inTransaction) !== 0,
    autocommit: (bits & status.autocommit) !== 0,
  };
  return { changedRows, session, more: (bits & status.moreResults) !== 0 };
}
