import { z } from "zod";
import { message } from "./types.ts";

/** Where the shop's problem types stand; the slug follows. */
export const problemTypeBase = "https://tercet.example/problems/";

/** A problem type's URI. */
export function problemType<const Slug extends string>(slug: Slug): `${typeof problemTypeBase}${Slug}` {
  return `${problemTypeBase}${slug}`;
}

/** What is wrong with one place of the request. */
const fieldError = z
  .strictObject({
    pointer: message(500).meta({ description: "JSON Pointer (RFC 6901) into the request's body or parameters." }),
    message: message(500),
  })
  .meta({ id: "FieldError" });

/** `application/problem+json`, RFC 9457, with the problem types that one answer can have. */
export function problem<const Slug extends string>(status: number, slugs: readonly [Slug, ...Slug[]]) {
  return z.strictObject({
    type: z.enum(slugs.map(problemType) as [string, ...string[]]),
    title: message(200),
    status: z.literal(status),
    detail: message(1000),
    instance: z
      .string()
      .max(2000)
      .regex(/^\/[!-~]*$/)
      .optional(),
    errors: z.array(fieldError).max(100).optional(),
  });
}
