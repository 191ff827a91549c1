import type { MockAnswer } from "../mock/message.ts";
import { answerOf } from "../mock/prepare.ts";

/** Leaves half of the body, of an announced length that is its own: the message is whole, its JSON does not parse. */
export function breakBody(answer: MockAnswer): MockAnswer {
  const body = answer.body.subarray(0, Math.floor(answer.body.byteLength / 2));
  const headers = answer.headers.map((value, index) =>
    index % 2 === 1 && answer.headers[index - 1] === "content-length" ? String(body.byteLength) : value,
  );
  return { ...answer, headers, body };
}

/** The answer of a status that the contract does not declare: what a gateway would say. */
export function bareAnswer(status: number): MockAnswer {
  return answerOf(status, [], "application/problem+json", { type: "about:blank", title: "A fault on demand.", status });
}

/** How many pieces a dripping body comes in. */
const pieces = 10;

/** A body in pieces of about the same length. */
export function piecesOf(body: Uint8Array): readonly Uint8Array[] {
  const size = Math.max(1, Math.ceil(body.byteLength / pieces));
  return Array.from({ length: Math.ceil(body.byteLength / size) }, (_, index) =>
    body.subarray(index * size, (index + 1) * size),
  );
}
