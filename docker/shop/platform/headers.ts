/** Headers of every answer. HTTPS only (RFC 6797), data only, and state is never taken from a cache. */
export const securityHeaders = {
  "strict-transport-security": "max-age=31536000",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
} as const;
