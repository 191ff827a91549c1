import type { Random } from "../../random.ts";

const letters = "abcdefghijklmnopqrstuvwxyz";

/** Letters, all of the alphabet alike. */
export function word(length: number, random: Random): string {
  return Array.from({ length }, () => letters[random.integer(0, letters.length - 1)]).join("");
}

function digits(count: number, value: number): string {
  return String(value).padStart(count, "0");
}

function hexadecimal(length: number, random: Random): string {
  return Array.from({ length }, () => random.integer(0, 15).toString(16)).join("");
}

function date(random: Random): string {
  return `${random.integer(1970, 2037)}-${digits(2, random.integer(1, 12))}-${digits(2, random.integer(1, 28))}`;
}

function time(random: Random): string {
  const [hours, minutes, seconds] = [random.integer(0, 23), random.integer(0, 59), random.integer(0, 59)];
  return `${digits(2, hours)}:${digits(2, minutes)}:${digits(2, seconds)}Z`;
}

function hostname(length: number, random: Random): string {
  const labels = Array.from({ length: Math.max(0, Math.ceil((length - 13) / 40)) }, () => word(39, random));
  return [...labels, word(2, random), "example"].join(".");
}

function uuid(random: Random): string {
  const hex = (length: number) => hexadecimal(length, random);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${random.pick(["8", "9", "a", "b"])}${hex(3)}-${hex(12)}`;
}

/**
 * Makes a text of a format that is at least `length` long, where the format has texts of any length. Names end in
 * `.example`, which belongs to nobody (RFC 2606 §2).
 */
export type FormatGenerator = (length: number, random: Random) => string;

const uri: FormatGenerator = (length, random) =>
  `https://${word(2, random)}.example/${word(Math.max(2, length - 19), random)}`;
const email: FormatGenerator = (length, random) => `${word(Math.max(2, length - 11), random)}@${hostname(10, random)}`;

/** By name of the format: JSON Schema Validation §7.3, and OpenAPI's registry. */
export const formatGenerators: ReadonlyMap<string, FormatGenerator> = new Map<string, FormatGenerator>([
  ["date", (_length, random) => date(random)],
  ["time", (_length, random) => time(random)],
  ["date-time", (_length, random) => `${date(random)}T${time(random)}`],
  ["iso-time", (_length, random) => time(random)],
  ["iso-date-time", (_length, random) => `${date(random)}T${time(random)}`],
  ["duration", (_length, random) => `P${random.integer(1, 30)}D`],
  ["email", email],
  ["idn-email", email],
  ["hostname", hostname],
  ["idn-hostname", hostname],
  ["ipv4", (_length, random) => `192.0.2.${random.integer(0, 255)}`],
  ["ipv6", (_length, random) => `2001:db8::${hexadecimal(4, random)}`],
  ["uri", uri],
  ["url", uri],
  ["iri", uri],
  ["uri-reference", (length, random) => `/${word(Math.max(1, length - 1), random)}`],
  ["iri-reference", (length, random) => `/${word(Math.max(1, length - 1), random)}`],
  ["uri-template", (length, random) => `/${word(Math.max(1, length - 5), random)}/{id}`],
  ["uuid", (_length, random) => uuid(random)],
  ["json-pointer", (length, random) => `/${word(Math.max(1, length - 1), random)}`],
  ["json-pointer-uri-fragment", (length, random) => `#/${word(Math.max(1, length - 2), random)}`],
  ["relative-json-pointer", (length, random) => `1/${word(Math.max(1, length - 2), random)}`],
  ["regex", (length, random) => word(Math.max(1, length), random)],
  ["byte", (length, random) => btoa(word(Math.max(1, Math.ceil(length / 4)) * 3, random))],
]);
