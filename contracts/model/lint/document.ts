import metaSchema from "@seriousme/openapi-schema-validator/schemas/v3.1/schema.json" with { type: "json" };
import type { ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { valid, validRange } from "semver";
import { isObject } from "../../json.ts";
import { pointer as join, pointerOfFragment } from "../pointer.ts";
import { referencesIn, sections } from "../references.ts";
import { deepest } from "./deepest.ts";
import type { LintRule } from "./rule.ts";

let validate: ValidateFunction | undefined;

const openapi: LintRule = {
  id: "openapi",
  severity: "error",
  statement: "the document, lifted to 3.1 where it was older, conforms to the OpenAPI 3.1 meta-schema",
  *find({ contract }) {
    // Formats are not asserted: a server URL with variables is none that `uri-reference` would accept.
    validate ??= new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(correctedMetaSchema());
    if (validate(contract.document)) return;
    for (const { instancePath, message, params } of deepest(validate.errors ?? [])) {
      const name = params.unevaluatedProperty ?? params.additionalProperty ?? params.propertyName;
      const member = name === undefined ? "" : ` ("${name}")`;
      yield { pointer: instancePath, message: `By OpenAPI 3.1 it ${message}${member}; correct it.` };
    }
  },
};

const semanticVersion: LintRule = {
  id: "semantic-version",
  severity: "warning",
  statement: "info.version is a semantic version, so that ranges of it can be asked for",
  *find({ contract }) {
    if (valid(contract.version) !== null) return;
    yield { pointer: "/info/version", message: `"${contract.version}" is no semantic version; write one, as 1.0.0.` };
  },
};

const dependencyRange: LintRule = {
  id: "dependency-range",
  severity: "error",
  statement: "a dependency names the versions that it works with as a semantic version range",
  *find({ contract }) {
    for (const [index, { range }] of contract.extension.dependencies.entries()) {
      if (validRange(range) !== null) continue;
      const pointer = join("x-tercet", "dependencies", index, "range");
      yield { pointer, message: `"${range}" is no semantic version range; write one, as ^1.` };
    }
  },
};

const extensionPlace: LintRule = {
  id: "extension-place",
  severity: "error",
  statement: "x-tercet stands at the root and in operations; elsewhere nobody reads it",
  *find({ nodes }) {
    for (const { kind, node, pointer } of nodes) {
      if (kind === "document" || kind === "operation" || !Object.hasOwn(node, "x-tercet")) continue;
      yield {
        pointer: `${pointer}/x-tercet`,
        message: "x-tercet has no meaning here; move it to the root or an operation.",
      };
    }
  },
};

const unusedComponent: LintRule = {
  id: "unused-component",
  severity: "warning",
  statement: "every component is used",
  *find({ contract }) {
    const { document, operations, source } = contract;
    const used = new Set(
      referencesIn(document, "document", "", source).map(({ text }) => pointerOfFragment(text.replace(/^#/, ""))),
    );
    for (const { security } of operations) {
      for (const { name } of security.flatMap(({ schemes }) => schemes)) {
        used.add(join("components", "securitySchemes", name));
      }
    }
    const components = isObject(document.components) ? document.components : {};
    for (const section of new Set(Object.values(sections))) {
      const members = components[section];
      for (const name of Object.keys(isObject(members) ? members : {})) {
        const pointer = join("components", section, name);
        if (!isUsed(pointer, used)) yield { pointer, message: `${section} ${name} is not used; remove it.` };
      }
    }
  },
};

/** A reference to a part of a component uses it as well. */
function isUsed(pointer: string, used: ReadonlySet<string | undefined>): boolean {
  return used.has(pointer) || [...used].some((other) => other?.startsWith(`${pointer}/`));
}

/** The meta-schema wants texts as parameters of a link; by the specification any constant may stand there. */
function correctedMetaSchema() {
  const { $defs } = metaSchema;
  const properties = { ...$defs.link.properties, parameters: { type: "object" } };
  return { ...metaSchema, $defs: { ...$defs, link: { ...$defs.link, properties } } };
}

export const documentRules: readonly LintRule[] = [
  openapi,
  semanticVersion,
  dependencyRange,
  extensionPlace,
  unusedComponent,
];
