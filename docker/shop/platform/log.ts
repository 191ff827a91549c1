import { type Logger, pino } from "pino";

/** Two logs in one stream: what happened in the business, and how the machinery fares. */
export interface Logs {
  readonly business: Logger;
  readonly technical: Logger;
}

/**
 * Logs to standard output, one JSON object a line; never to a file. Each line says which log it belongs to. Callers give
 * ids, never tokens or personal data.
 */
export function createLogs(fields: { readonly service: string; readonly dataCentre: string }): Logs {
  const logger = pino({
    base: fields,
    messageKey: "message",
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
    serializers: { err: describeError },
  });
  return { business: logger.child({ log: "business" }), technical: logger.child({ log: "technical" }) };
}

/** Without the other fields of a database error: they repeat the row. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  const code = (error as { code?: unknown }).code;
  return { name, message, stack, ...(code === undefined ? {} : { code }) };
}
