import { randomBytes } from "node:crypto";

/** The trace that a request belongs to, W3C Trace Context level 1. */
export interface Trace {
  /** 32 hex digits. */
  readonly id: string;
}

const traceparent = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Continues the caller's trace; begins one where the header is missing or wrong (section 3.2.1). */
export function readTrace(header: string | readonly string[] | undefined): Trace {
  const match = typeof header === "string" ? traceparent.exec(header) : null;
  return { id: match?.[1] ?? randomBytes(16).toString("hex") };
}

/** The header for a call to another service, as a new span of the trace. */
export function writeTraceparent(trace: Trace): string {
  return `00-${trace.id}-${randomBytes(8).toString("hex")}-01`;
}
