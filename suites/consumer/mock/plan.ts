import { type Contract, credentialPlaces, type Operation, type Random } from "../../../contracts/portable.ts";
import { type Answers, createAnswers } from "./answers.ts";
import { createCredentialsCheck } from "./credentials.ts";
import { emptyReading, type MockRequest, type Reading } from "./message.ts";
import { createParameterReader } from "./parameters.ts";
import { refusalsOf } from "./place.ts";
import { readQuery } from "./query.ts";
import type { Refusal } from "./refusal.ts";
import { createBodyReader } from "./request-body.ts";

/** One operation, ready to be asked. */
export interface Plan {
  readonly contract: Contract;
  readonly operation: Operation;
  /** What stands in front of the operation's path on this mock; empty: nothing. */
  readonly prefix: string;
  readonly answers: Answers;
  /** Reads a request by the contract, or says why it is refused. */
  read(request: MockRequest, captures: readonly string[], search: string): Reading | Refusal;
}

/** Compiles what an operation needs; schemas are compiled when they are first used. */
export function createPlan(contract: Contract, operation: Operation, prefix: string, random: Random): Plan {
  const refuse = refusalsOf(contract, operation);
  const places = credentialPlaces(contract, operation).flat();
  const queryCredentials = new Set(places.flatMap((place) => (place.in === "query" ? [place.name] : [])));
  const checkCredentials = createCredentialsCheck(contract, operation);
  const readParameters = createParameterReader(contract, operation, queryCredentials);
  const readBody = createBodyReader(contract, operation);
  return {
    contract,
    operation,
    prefix,
    answers: createAnswers(contract, operation, random.fork(`${contract.service}/${operation.id}`)),
    read({ headers, body }, captures, search) {
      const query = readQuery(search);
      if (query === undefined) return refuse(400, "malformed-query", "The query is not percent-encoded UTF-8.");
      const reading = emptyReading();
      return (
        checkCredentials(headers, query) ??
        readParameters(captures, query, headers, reading) ??
        readBody(headers, body, reading) ??
        reading
      );
    },
  };
}
