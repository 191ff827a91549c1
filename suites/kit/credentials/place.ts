import type { HttpRequest } from "../exchange.ts";
import type { Place } from "./credentials.ts";

/** The request with a credential in its place, instead of what stood there; undefined: with none there. */
export function withCredential(request: HttpRequest, place: Place, value: string | undefined): HttpRequest {
  const presented = value === undefined ? undefined : presentedAs(place, value);
  if (place.in === "header") return withHeader(request, place.name, presented);
  if (place.in === "cookie") return withCookie(request, place.name, presented);
  return withQuery(request, place.name, presented);
}

/** What stands in the place of a credential, as `withCredential` was given it; undefined: nothing of its form. */
export function credentialIn(request: HttpRequest, place: Place): string | undefined {
  if (place.in === "query") return new URL(request.url).searchParams.get(place.name) ?? undefined;
  if (place.in === "cookie") return cookies(request).find(([name]) => name === place.name)?.[1];
  const value = request.headers[place.name.toLowerCase()];
  const scheme = schemeOf(place);
  if (scheme === undefined || value === undefined) return value;
  if (!value.toLowerCase().startsWith(`${scheme.toLowerCase()} `)) return undefined;
  const rest = value.slice(scheme.length + 1);
  return scheme === "Basic" ? Buffer.from(rest, "base64").toString() : rest;
}

/** The request with another value of a header field, or without it; name in any case. */
export function withHeader(request: HttpRequest, name: string, value: string | undefined): HttpRequest {
  const { [name.toLowerCase()]: _earlier, ...others } = request.headers;
  return { ...request, headers: value === undefined ? others : { ...others, [name.toLowerCase()]: value } };
}

/** `Bearer` and `Basic` as RFC 6750 and RFC 7617 write them, others as the contract does; undefined: no scheme precedes. */
export function schemeOf(place: Place): string | undefined {
  if (place.in !== "header" || place.name.toLowerCase() !== "authorization") return undefined;
  const scheme = place.scheme ?? "bearer";
  return /^(?:bearer|basic)$/i.test(scheme) ? scheme.charAt(0).toUpperCase() + scheme.slice(1).toLowerCase() : scheme;
}

function presentedAs(place: Place, value: string): string {
  const scheme = schemeOf(place);
  if (scheme === undefined) return value;
  return `${scheme} ${scheme === "Basic" ? Buffer.from(value).toString("base64") : value}`;
}

function withQuery(request: HttpRequest, name: string, value: string | undefined): HttpRequest {
  const [before = "", query = ""] = request.url.split(/\?(.*)/s);
  const pairs = query.split("&").filter((pair) => pair !== "" && decodeURIComponent(pair.split("=")[0] ?? "") !== name);
  if (value !== undefined) pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return { ...request, url: pairs.length === 0 ? before : `${before}?${pairs.join("&")}` };
}

function withCookie(request: HttpRequest, name: string, value: string | undefined): HttpRequest {
  const others = cookies(request).filter(([other]) => other !== name);
  const all = value === undefined ? others : [...others, [name, value] as const];
  return withHeader(request, "cookie", all.length === 0 ? undefined : all.map((pair) => pair.join("=")).join("; "));
}

function cookies({ headers }: HttpRequest): readonly (readonly [string, string])[] {
  return (headers.cookie ?? "")
    .split(";")
    .filter((pair) => pair.trim() !== "")
    .map((pair) => {
      const [name = "", value = ""] = pair.trim().split(/=(.*)/s);
      return [name, value];
    });
}
