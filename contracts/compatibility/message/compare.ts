import type { MessageContract } from "../../model/asyncapi/message-contract.ts";
import type { AsynchronousMessage, Pact, PactMessage, SynchronousMessage } from "../../pact/pact.ts";
import { type Candidate, findCandidates } from "./candidates.ts";
import { type MessageComparisonFinding, type MessageFound, messageComparisonRules } from "./comparison-finding.ts";
import { fitMessage } from "./fit-message.ts";

/** A message of a pact, and where its parts stand in the file. */
export interface Expected {
  readonly message: PactMessage;
  readonly pointer: string;
  /** Where its contents stand: V4 wraps them, with their content type. */
  readonly contentsPointer: string;
  /** `sent`: the consumer reads what the provider sends; `received`: the consumer sends it. */
  readonly way: "sent" | "received";
}

/**
 * Holds the messages that a consumer reads, and the requests that it sends as messages, against what the provider's
 * message contract promises, without running anything; no finding: every one fits. HTTP interactions are not looked at.
 *
 * A message is that of the contract whose name, key, title or operation the interaction's description says, or whose
 * channel its metadata names (`topic`, `channel`, `queue` …); where nothing is named, it must fit one of all.
 * Throws `TercetError` (`contract`) where a schema of the contract cannot be used.
 */
export function compareMessages(pact: Pact, contract: MessageContract): readonly MessageComparisonFinding[] {
  return pact.interactions.flatMap((interaction) => {
    if (interaction.type === "Synchronous/HTTP") return [];
    const { description } = interaction;
    return expectedIn(pact, interaction).flatMap((expected) => {
      const { operation, found } = compareMessage(contract, description, expected);
      return found.map((one) => ({
        ...one,
        severity: messageComparisonRules[one.rule],
        interaction: description,
        ...(operation === undefined ? {} : { operation }),
      }));
    });
  });
}

/** The operations of a message contract to which the messages of an interaction belong, by id; the best fit decides. */
export function messageOperations(
  pact: Pact,
  interaction: AsynchronousMessage | SynchronousMessage,
  contract: MessageContract,
): readonly string[] {
  const found = expectedIn(pact, interaction).map(
    (expected) => compareMessage(contract, interaction.description, expected).operation,
  );
  return [...new Set(found.filter((id) => id !== undefined))];
}

function expectedIn(
  { specification }: Pact,
  interaction: AsynchronousMessage | SynchronousMessage,
): readonly Expected[] {
  const at = (message: PactMessage, pointer: string, way: Expected["way"]): Expected => ({
    message,
    pointer,
    contentsPointer: `${pointer}/contents${specification === "4.0" ? "/content" : ""}`,
    way,
  });
  const { pointer } = interaction;
  if (interaction.type === "Asynchronous/Messages") return [at(interaction.message, pointer, "sent")];
  return [
    at(interaction.request, `${pointer}/request`, "received"),
    ...interaction.responses.map((message, index) => at(message, `${pointer}/response/${index}`, "sent")),
  ];
}

interface Compared {
  readonly operation?: string;
  readonly found: readonly MessageFound[];
}

/** The candidate that fits best decides: without an error, and with the fewest warnings. */
function compareMessage(contract: MessageContract, description: string, expected: Expected): Compared {
  const { message, pointer, way } = expected;
  const candidates = findCandidates(contract, description, message, way);
  const judged = candidates
    .map((candidate) => ({ candidate, found: fitMessage(contract, candidate, expected) }))
    .sort((left, right) => weight(left.found) - weight(right.found));
  const [best] = judged;
  if (best === undefined) return { found: [unknown(contract, pointer, way)] };
  const operation = best.candidate.operation.id;
  if (judged.length === 1 || !best.found.some(isError)) return { operation, found: best.found };
  return {
    operation,
    found: [
      fitsNone(
        judged.map(({ candidate }) => candidate),
        pointer,
      ),
      ...best.found,
    ],
  };
}

function isError({ rule }: MessageFound): boolean {
  return messageComparisonRules[rule] === "error";
}

function weight(found: readonly MessageFound[]): number {
  return found.reduce((sum, one) => sum + (isError(one) ? 1000 : 1), 0);
}

function unknown(contract: MessageContract, pactPointer: string, way: Expected["way"]): MessageFound {
  const message =
    way === "sent"
      ? `By its message contract ${contract.service} sends nothing that this message could be.`
      : `By its message contract ${contract.service} receives nothing that this message could be.`;
  return { rule: "message.unknown", pactPointer, contractPointer: "/operations", message };
}

function fitsNone(candidates: readonly Candidate[], pactPointer: string): MessageFound {
  const names = [...new Set(candidates.map(({ message }) => message.name))].join(", ");
  const message = `The message fits none of ${names}; what is wrong with the nearest follows.`;
  return { rule: "message.unknown", pactPointer, contractPointer: "/operations", message };
}
