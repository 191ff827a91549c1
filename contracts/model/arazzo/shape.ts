import { z } from "zod";

// The objects of Arazzo 1.0 as written; https://spec.openapis.org/arazzo/v1.0.1.html names each one. Members that begin
// with `x-` are free, all others are known: a misspelt one would silently weaken a rule.

const extensible = <T extends z.ZodRawShape>(shape: T) =>
  z.looseObject(shape).check((context) => {
    for (const name of Object.keys(context.value)) {
      if (name in shape || name.startsWith("x-")) continue;
      context.issues.push({ code: "unrecognized_keys", keys: [name], input: context.value });
    }
  });

const name = z.string().regex(/^[\w.-]+$/, "must consist of letters, digits, dots, dashes and underscores");
const outputs = z.record(name, z.string()).default({});

export const reusableShape = z.looseObject({ reference: z.string(), value: z.unknown().optional() });

export const parameterShape = extensible({
  name: z.string().min(1),
  in: z.enum(["path", "query", "header", "cookie"]).optional(),
  value: z.unknown(),
});

export const criterionShape = extensible({
  condition: z.string().min(1),
  context: z.string().optional(),
  type: z
    .union([
      z.enum(["simple", "regex", "jsonpath", "xpath"]),
      extensible({ type: z.enum(["jsonpath", "xpath"]), version: z.string() }),
    ])
    .default("simple"),
});

const actionMembers = {
  name: z.string().min(1),
  workflowId: z.string().optional(),
  stepId: z.string().optional(),
  criteria: z.array(criterionShape).default([]),
};

export const successActionShape = extensible({ ...actionMembers, type: z.enum(["end", "goto"]) });

export const failureActionShape = extensible({
  ...actionMembers,
  type: z.enum(["end", "goto", "retry"]),
  retryAfter: z.number().nonnegative().default(0),
  retryLimit: z.int().nonnegative().default(1),
});

const requestBodyShape = extensible({
  contentType: z.string().optional(),
  payload: z.unknown().optional(),
  replacements: z.array(extensible({ target: z.string(), value: z.unknown() })).default([]),
});

/** Reusable objects are told apart by `reference`, and replaced before the list is read. */
const reusables = z.array(z.unknown()).default([]);

export const stepShape = extensible({
  stepId: z.string().min(1),
  description: z.string().default(""),
  operationId: z.string().min(1).optional(),
  operationPath: z.string().min(1).optional(),
  workflowId: z.string().min(1).optional(),
  parameters: reusables,
  requestBody: requestBodyShape.optional(),
  successCriteria: z.array(criterionShape).default([]),
  onSuccess: reusables,
  onFailure: reusables,
  outputs,
});

export const workflowShape = extensible({
  workflowId: z.string().min(1),
  summary: z.string().default(""),
  description: z.string().default(""),
  inputs: z.union([z.record(z.string(), z.unknown()), z.boolean()]).optional(),
  dependsOn: z.array(z.string()).default([]),
  steps: z.array(stepShape).min(1),
  successActions: reusables,
  failureActions: reusables,
  outputs,
  parameters: reusables,
});

export const documentShape = extensible({
  arazzo: z.string(),
  info: extensible({
    title: z.string(),
    summary: z.string().optional(),
    description: z.string().optional(),
    version: z.string(),
  }),
  sourceDescriptions: z
    .array(
      extensible({
        name: z.string().regex(/^[\w-]+$/, "must consist of letters, digits, dashes and underscores"),
        url: z.string().min(1),
        type: z.enum(["openapi", "arazzo"]).default("openapi"),
      }),
    )
    .min(1),
  workflows: z.array(workflowShape).min(1),
  components: extensible({
    inputs: z.record(name, z.unknown()).default({}),
    parameters: z.record(name, z.unknown()).default({}),
    successActions: z.record(name, z.unknown()).default({}),
    failureActions: z.record(name, z.unknown()).default({}),
  }).optional(),
});
