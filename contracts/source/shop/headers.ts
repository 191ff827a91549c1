import { z } from "zod";

const line = (pattern: RegExp, description: string) => z.string().max(200).regex(pattern).meta({ description });

/** Request header of every creation. */
export const idempotencyKey = z
  .string()
  .min(8)
  .max(64)
  .regex(/^[A-Za-z0-9_-]{8,64}$/)
  .meta({ description: "Made by the client; the same key and body again give the same answer and one effect." });

/** Headers of every answer. */
export const commonHeaders = {
  "Strict-Transport-Security": line(/^max-age=\d{1,10}(?:; ?includeSubDomains)?$/, "HTTPS only, RFC 6797."),
  "Cache-Control": line(/^no-store$/, "State is read from the service, never from a cache."),
  "X-Content-Type-Options": line(/^nosniff$/, "The media type is what it says."),
};

/** What is left of the caller's rate, draft-ietf-httpapi-ratelimit-headers. */
export const rateLimitHeaders = {
  RateLimit: line(/^"[a-z-]{1,40}";r=\d{1,9}(?:;t=\d{1,9})?$/, "Requests left (r), and seconds until more are (t)."),
  "RateLimit-Policy": line(/^"[a-z-]{1,40}";q=\d{1,9};w=\d{1,9}$/, "Requests (q) in a window of seconds (w)."),
};

/** When to try again, in seconds, RFC 9110 section 10.2.3. */
export const retryAfter = line(/^\d{1,5}$/, "Seconds until the next attempt.");

/** How to authenticate, RFC 6750 section 3. */
export const wwwAuthenticate = line(/^Bearer(?: [ -~]{1,180})?$/, "The scheme, and what is wrong with the token.");

/** Path of the object that was created. */
export const location = (pattern: RegExp) => line(pattern, "Path of the created object.");
