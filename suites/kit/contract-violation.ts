import type { Exchange } from "./exchange.ts";

/** A request or an answer that the contract does not allow. */
export class ContractViolation extends Error {
  override readonly name = "ContractViolation";
  /** `request`: the scenario is wrong; `response`: the service is. */
  readonly side: "request" | "response";
  readonly operation: string;
  /** Absent for a request: it was not sent. */
  readonly exchange: Exchange | undefined;

  constructor(side: "request" | "response", operation: string, message: string, exchange?: Exchange) {
    super(message);
    this.side = side;
    this.operation = operation;
    this.exchange = exchange;
  }
}
