import { z } from "zod";

// Each pattern says at least as much as its format, so that zod and JSON Schema accept the same values.

/** Text for people on one line, without control characters; it begins with a visible one. Latin script. */
export const text = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .regex(/^[!-~\u00A1-\u024F][ -~\u00A1-\u024F]*$/);

/** Text that the service writes: anything but control characters. */
export const message = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^\P{Cc}*$/u);

/** An id made by the server: a UUID in lower case, RFC 9562. */
export const id = z
  .string()
  .length(36)
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  .meta({ id: "Id", format: "uuid", description: "An id made by the server." });

/** A product's natural key. */
export const sku = z
  .string()
  .min(3)
  .max(40)
  .regex(/^[a-z0-9-]{3,40}$/)
  .meta({ id: "Sku", description: "A product's key." });

/** The subject (`sub`) of a token: who an object belongs to. */
export const subject = text(200).meta({ id: "Subject", description: "The subject whose token created the object." });

const day = (century: string, leapYear: string) =>
  `(?:${century}\\d\\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|` +
  `02-(?:0[1-9]|1\\d|2[0-8]))|${leapYear}-02-29)`;

/** A calendar day from 1900 to 2099, RFC 3339 full-date. */
export const date = z
  .string()
  .length(10)
  .regex(new RegExp(`^${day("(?:19|20)", "(?:(?:19|20)(?:0[48]|[2468][048]|[13579][26])|2000)")}$`))
  .meta({ id: "Date", format: "date", description: "A day from 1900 to 2099." });

/** An instant from 2000 to 2099 in UTC, RFC 3339 date-time. */
export const dateTime = z
  .string()
  .min(20)
  .max(24)
  .regex(
    new RegExp(
      `^${day("20", "20(?:[02468][048]|[13579][26])")}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,3})?Z$`,
    ),
  )
  .meta({ id: "DateTime", format: "date-time", description: "An instant from 2000 to 2099, in UTC." });

/** An e-mail address in its everyday form, RFC 5321. */
export const email = z
  .string()
  .min(6)
  .max(254)
  .regex(/^[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,24}$/)
  .meta({ id: "Email", format: "email" });

/** A sum of money in CHF, in centimes. */
export const centimes = z.int().min(0).max(10_000_000_000).meta({ id: "Centimes", description: "CHF, in centimes." });

/** How many pieces of one product. */
export const quantity = z.int().min(1).max(99).meta({ id: "Quantity" });

/** Number of objects that a service holds. */
export const count = z.int().min(0).max(1_000_000_000);
