import type { Exchange } from "../../kit/exchange.ts";

/** How an answer over HTTPS lets its client go astray; each is a way of refutation of `https-only`. */
export const answerWays = ["hsts", "redirect"] as const;

/** What is wrong with an answer over HTTPS. */
export interface Astray {
  readonly way: (typeof answerWays)[number];
  /** A clause: `there is no header strict-transport-security`. */
  readonly message: string;
}

/** One directive: `max-age=31536000`, `max-age="0"`, `includeSubDomains` (RFC 6797 §6.1). */
const directive = /^([!#$%&'*+.^_`|~\w-]+)(?:\s*=\s*(?:([!#$%&'*+.^_`|~\w-]+)|"((?:[^"\\]|\\.)*)"))?$/;

/** Looks at an answer that came over HTTPS: its policy for the future, where it succeeded, and where it sends its client. */
export function astrayIn({ request, response }: Exchange): readonly Astray[] {
  const { protocol, host } = new URL(request.url);
  if (protocol !== "https:") return [];
  const { status, headers } = response;
  const policy = status >= 200 && status < 300 ? policyFault(headers["strict-transport-security"]) : undefined;
  const location = [headers.location ?? ""].flat()[0] ?? "";
  const target = URL.canParse(location, request.url) ? new URL(location, request.url) : undefined;
  const isDowngrade = target?.protocol === "http:" && target.hostname === new URL(`https://${host}`).hostname;
  return [
    ...(policy === undefined ? [] : [{ way: "hsts", message: policy } as const]),
    ...(isDowngrade
      ? [{ way: "redirect", message: "the header location leads its client, token and all, to plain HTTP" } as const]
      : []),
  ];
}

/** What is wrong with a policy (RFC 6797 §6.1, §7.1); undefined where nothing is. */
export function policyFault(value: string | readonly string[] | undefined): string | undefined {
  if (value === undefined) return "there is no header strict-transport-security";
  if (typeof value !== "string") return "the header strict-transport-security comes more than once";
  const parts = value.split(";").map((part) => part.trim());
  const directives = parts.filter((part) => part !== "").map((part) => directive.exec(part));
  if (directives.includes(null)) return `the header strict-transport-security "${value}" is none of RFC 6797 §6.1`;
  const names = directives.map((one) => one?.[1]?.toLowerCase());
  if (new Set(names).size < names.length) return `a directive of strict-transport-security "${value}" comes twice`;
  const maxAge = directives.find((one) => one?.[1]?.toLowerCase() === "max-age");
  const seconds = maxAge?.[2] ?? maxAge?.[3] ?? "";
  if (!/^\d+$/.test(seconds)) return `strict-transport-security "${value}" has no max-age in seconds`;
  return /[1-9]/.test(seconds) ? undefined : `strict-transport-security "${value}" tells clients to forget the policy`;
}
