import type { CheckContext, Report } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { redactExchange } from "../../kit/redact.ts";

/** Reports on one way. */
export type ReportOn = (way: string, verdict: Report["verdict"], message: string, exchange?: Exchange) => void;

/** Reports on an operation, or on another subject. */
export function reporterOf({ report }: Pick<CheckContext, "report">, operation: string): ReportOn {
  return (way, verdict, message, exchange) =>
    report({
      check: `measurable/${way}`,
      operation,
      verdict,
      message,
      ...(exchange === undefined || verdict === "pass" ? {} : { evidence: redactExchange(exchange) }),
    });
}
