import type { MediaType, Response } from "../../../model/contract.ts";
import type { Comparison } from "../comparison.ts";
import { coveringType, mediaTypePart } from "../media-types.ts";
import type { OperationPair } from "../operation-place.ts";
import { byName, headerPart } from "../response-headers.ts";
import { covering, isSuccess } from "../responses.ts";
import type { Subject } from "./subject.ts";

/** An answer that a consumer gives, before and after, with the status for which it stands. */
interface AnswerPair {
  readonly status: string;
  readonly before: Response;
  readonly after: Response;
}

/** Compares what consumers may answer: an answer by the old contract must still be accepted. */
export function compareAnswers(comparison: Comparison, pair: OperationPair, subject: Subject): void {
  const { report, sent } = comparison;
  const { operations, name } = subject;
  for (const [status, before] of pair.before.responses) {
    const after = covering(pair.after.responses, status);
    if (after !== undefined) {
      compareAnswer(comparison, subject, { status, before, after });
      continue;
    }
    const isPromised = isSuccess(status);
    report("callback-answer-removed", {
      operations,
      before: before.pointer,
      after: pair.after.pointer,
      effect: isPromised ? "breaking" : "compatible",
      message: `${status} is no longer an answer to ${name}${isPromised ? ", and was a success" : ""}.`,
      ...(isPromised ? { witness: sent.answer.make(status, before) } : {}),
    });
  }
  for (const [status, { pointer }] of pair.after.responses) {
    if (covering(pair.before.responses, status) !== undefined) continue;
    const message = `${status} is an answer to ${name} as well.`;
    report("callback-answer-added", { operations, before: pair.before.pointer, after: pointer, message });
  }
}

function compareAnswer(comparison: Comparison, subject: Subject, pair: AnswerPair): void {
  const { report, requests, sent } = comparison;
  const { operations, name } = subject;
  const { status, before, after } = pair;
  const place = { operations, before: before.pointer, after: after.pointer };
  compareAnswerHeaders(comparison, subject, pair);
  for (const [type, mediaType] of before.content) {
    const known = coveringType(after.content, type);
    const witness = (value: unknown) => sent.answer.make(status, before, { body: { mediaType: type, value } });
    if (known !== undefined) {
      const accepted = mediaTypePart(after.content.get(known) as MediaType);
      const given = mediaTypePart(mediaType);
      requests.use({ operation: operations[0] as string, before: given, after: accepted, witness });
      continue;
    }
    report("callback-answer-media-type-removed", {
      ...place,
      before: mediaType.pointer,
      message: `${name.replace(/^t/, "T")} may no longer be answered by ${status} in ${type}.`,
      witness: sent.answer.make(status, { ...before, content: new Map([[type, mediaType]]) }),
    });
  }
  for (const [type, { pointer }] of after.content) {
    if (coveringType(before.content, type) !== undefined) continue;
    const message = `${name.replace(/^t/, "T")} may be answered by ${status} in ${type}.`;
    report("callback-answer-media-type-added", { ...place, after: pointer, message });
  }
}

function compareAnswerHeaders(comparison: Comparison, subject: Subject, pair: AnswerPair): void {
  const { report, requests, sent } = comparison;
  const { operations, name } = subject;
  const { status } = pair;
  const [left, right] = [byName(pair.before.headers), byName(pair.after.headers)];
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const [before, after] = [left.get(key), right.get(key)];
    const place = {
      operations,
      before: before?.pointer ?? pair.before.pointer,
      after: after?.pointer ?? pair.after.pointer,
    };
    const header = `The header ${after?.name ?? before?.name} of the answer ${status} to ${name}`;
    if (after?.required === true && before?.required !== true) {
      const message = `${header} must be given.`;
      report("callback-answer-header-required", {
        ...place,
        message,
        witness: sent.answer.make(status, pair.before),
      });
    } else if (before === undefined || after === undefined || before.required !== after.required) {
      const clause = after === undefined ? "is no longer looked at" : "may be given, or left out";
      report("callback-answer-header-changed", { ...place, message: `${header} ${clause}.` });
    }
    if (before === undefined || after === undefined) continue;
    requests.use({
      operation: operations[0] as string,
      before: headerPart(comparison.before, before),
      after: headerPart(comparison.after, after),
      witness: (value) => sent.answer.make(status, pair.before, { headers: { [before.name]: value } }),
    });
  }
}
