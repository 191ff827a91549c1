import { z } from "zod";
import type { GiveCredential } from "../../suites/index.ts";

const jwk = z.looseObject({ kty: z.string(), kid: z.string().optional() });

/** A text that must be shown nowhere: itself, or the environment variable that holds it. */
const secret = z.union([z.string().min(1), z.strictObject({ fromEnvironment: z.string().min(1) })]);

/** One for everybody, or one for each role; several roles of one caller are separated by spaces. */
const byRole = <T extends z.ZodType>(one: T) => z.union([one, z.record(z.string().min(1), one)]);

const login = z.strictObject({ username: z.string().min(1), password: secret });
const client = { clientId: z.string().min(1), clientSecret: secret };
const url = z.url({ protocol: /^https?$/ });

const function_ = z.custom<GiveCredential>((value) => typeof value === "function", "a function is expected");

/** The issuer's own keys, with which good and bad tokens are made. */
const keys = z.strictObject({
  issuer: z.string(),
  audience: z.string(),
  subject: z.string(),
  lifetimeSeconds: z.number().positive(),
  rolesClaim: z.string(),
  signing: z.strictObject({ alg: z.string(), typ: z.string().optional(), key: jwk }),
  encryption: z.strictObject({ alg: z.string(), enc: z.string(), key: jwk }).optional(),
});

/** RFC 6749 §4.4. */
const oauth2 = z
  .strictObject({
    ...client,
    tokenEndpoint: url.optional(),
    issuer: url.optional().describe("its metadata name the token endpoint, RFC 8414"),
    clientAuthentication: z.enum(["basic", "post"]).default("basic"),
    scope: z
      .union([z.string(), z.record(z.string(), z.string())])
      .optional()
      .describe("of every token, or by role; a role that is not named is its own scope"),
    audience: z.string().optional(),
    resource: url.optional().describe("RFC 8707"),
    clients: z
      .record(z.string(), z.strictObject(client))
      .default({})
      .describe("by role, where roles hang on the client"),
  })
  .refine(({ tokenEndpoint, issuer }) => (tokenEndpoint === undefined) !== (issuer === undefined), {
    message: "give tokenEndpoint, or issuer",
  });

const forms = [
  z.strictObject({ oauth2 }),
  z.strictObject({ command: z.tuple([z.string().min(1)], z.string()).describe("a program and its arguments") }),
  z.strictObject({ bearer: byRole(secret) }),
  z.strictObject({ apiKey: byRole(secret) }),
  z.strictObject({ basic: byRole(login) }),
  z.strictObject({ from: function_ }),
] as const;

/** One way to come by credentials. */
const source = z.union([keys, ...forms, function_]);

const others = {
  /** What services call the caller. */
  subject: z.string().min(1).optional(),
  /** Somebody else: the subject's name where the source can speak for it, else a source of its own. */
  stranger: z.union([z.string().min(1), source]).optional(),
};

/** `--tokens FILE` and an environment's `tokens`: one source, or one for each security scheme of the contracts. */
export const tokensSchema = z.union([
  keys,
  ...forms.map((form) => form.extend(others)),
  z.strictObject({ schemes: z.record(z.string().min(1), source), ...others }),
  function_,
]);

/** As read; secrets may still stand in the environment's variables. */
export type TokensInput = z.output<typeof tokensSchema>;
/** One source, as read. */
export type SourceInput = z.output<typeof source>;
/** A text, or where it stands. */
export type SecretInput = z.output<typeof secret>;
