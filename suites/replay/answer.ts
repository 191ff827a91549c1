import { type ActualResponse, bodyOf } from "../../contracts/index.ts";
import type { HttpResponse } from "../kit/exchange.ts";

/** An answer as Pact's matching takes it. */
export function answerOf(response: HttpResponse): ActualResponse {
  const headers = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(response.headers))
    headers.set(name, typeof value === "string" ? [value] : value);
  return { status: response.status, headers, body: bodyOf(bytesOf(response), headers.get("content-type")?.[0]) };
}

/** The bytes of a body, also where only its text is known. */
export function bytesOf({ bytes, body }: HttpResponse): Uint8Array {
  return bytes ?? new TextEncoder().encode(body);
}
