import { Ajv2020 } from "ajv/dist/2020.js";
import { TercetError } from "../../errors.ts";
import { isObject } from "../../json.ts";
import { compilePattern } from "../../schema/pattern.ts";
import type { Schema } from "../contract.ts";
import { deepest } from "./deepest.ts";
import type { LintNode, LintRule, SchemaSubject } from "./rule.ts";

/** A schema may state another one by `$schema`; OpenAPI 3.1 documents are judged by this one all the same. */
const dialect = "https://json-schema.org/draft/2020-12/schema";

let ajv: Ajv2020 | undefined;

const schemaValid: LintRule<SchemaSubject> = {
  id: "schema-valid",
  severity: "error",
  statement: "every schema is valid JSON Schema 2020-12, and can be compiled",
  *find({ nodes, schemas }) {
    ajv ??= new Ajv2020({ strict: false, allErrors: true, logger: false });
    const outermost = outermostSchemas(nodes);
    let isValid = true;
    for (const { node, pointer } of outermost) {
      if (ajv.validate(dialect, node)) continue;
      isValid = false;
      for (const { instancePath, message } of deepest(ajv.errors ?? [])) {
        yield { pointer: pointer + instancePath, message: `The schema ${message}; correct it.` };
      }
    }
    // An invalid schema cannot be compiled, nor can those that refer to it.
    if (!isValid) return;
    for (const { node, pointer } of nodes.some(needsCompiling) ? outermost : referringNowhere(nodes, schemas)) {
      try {
        schemas.errors(node as Schema, null);
      } catch (error) {
        if (!(error instanceof TercetError)) throw error;
        yield { pointer, message: error.message };
      }
    }
  },
};

const patternReadable: LintRule<SchemaSubject> = {
  id: "pattern-readable",
  severity: "error",
  statement: "every pattern is a regular expression of ECMA-262; another one constrains nothing",
  *find({ nodes }) {
    for (const { kind, node, pointer } of nodes) {
      if (kind !== "schema" || typeof node.pattern !== "string") continue;
      if (compilePattern(node.pattern).expression !== undefined) continue;
      yield {
        pointer: `${pointer}/pattern`,
        message: `${node.pattern} is no regular expression of ECMA-262; rewrite it.`,
      };
    }
  },
};

const requiredProperty: LintRule<SchemaSubject> = {
  id: "required-property",
  severity: "error",
  statement: "a property that is required is one that the schema allows",
  *find({ nodes }) {
    for (const { kind, node, pointer } of nodes) {
      if (kind !== "schema" || node.additionalProperties !== false || !Array.isArray(node.required)) continue;
      const properties = isObject(node.properties) ? node.properties : {};
      const patterns = Object.keys(isObject(node.patternProperties) ? node.patternProperties : {});
      for (const [index, name] of node.required.entries()) {
        if (Object.hasOwn(properties, name) || patterns.length > 0) continue;
        const message = `"${name}" is required, but not in properties, and no others are allowed; nothing conforms.`;
        yield { pointer: `${pointer}/required/${index}`, message };
      }
    }
  },
};

/** Keywords whose values are judged by what stands elsewhere, so that only compiling tells whether they can be used. */
const entangled = ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef"];

/** Compiling takes a millisecond or two for each schema: minutes for the largest documents, so it is left where it tells nothing. */
function needsCompiling({ kind, node }: LintNode): boolean {
  return kind === "schema" && entangled.some((keyword) => Object.hasOwn(node, keyword));
}

/** Without entangled keywords, what can still not be compiled is a reference to what is no schema. */
function referringNowhere(nodes: SchemaSubject["nodes"], { target }: SchemaSubject["schemas"]): SchemaSubject["nodes"] {
  return nodes.filter(({ kind, node }) => {
    if (kind !== "schema" || typeof node.$ref !== "string") return false;
    const named: unknown = target(node.$ref, node as Schema);
    return typeof named !== "object" && typeof named !== "boolean";
  });
}

/** The schemas that stand in no other schema. */
function outermostSchemas(nodes: SchemaSubject["nodes"]): SchemaSubject["nodes"] {
  const schemas = nodes.filter(({ kind }) => kind === "schema");
  const pointers = new Set(schemas.map(({ pointer }) => pointer));
  return schemas.filter(({ pointer }) => {
    for (let end = pointer.lastIndexOf("/"); end > 0; end = pointer.lastIndexOf("/", end - 1)) {
      if (pointers.has(pointer.slice(0, end))) return false;
    }
    return true;
  });
}

export const schemaRules: readonly LintRule<SchemaSubject>[] = [schemaValid, patternReadable, requiredProperty];
