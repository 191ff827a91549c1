import { isObject } from "../../json.ts";
import { declares, type LintRule } from "./rule.ts";

const secured: LintRule = {
  id: "secured",
  severity: "warning",
  statement: "every operation requires authentication: no request, of a client or a service, goes without",
  *find({ contract }) {
    for (const { id, security, pointer } of contract.operations) {
      if (security.length > 0 && security.every(({ schemes }) => schemes.length > 0)) continue;
      yield { pointer, message: `${id} can be called without authentication; give it a security requirement.` };
    }
  },
};

const securityScheme: LintRule = {
  id: "security-scheme",
  severity: "error",
  statement: "every security requirement names a scheme of components.securitySchemes",
  *find({ contract }) {
    const { components } = contract.document;
    const schemes = isObject(components) && isObject(components.securitySchemes) ? components.securitySchemes : {};
    for (const { security, pointer } of contract.operations) {
      for (const { name } of security.flatMap((requirement) => requirement.schemes)) {
        if (!Object.hasOwn(schemes, name)) yield { pointer, message: `There is no security scheme "${name}"; add it.` };
      }
    }
  },
};

const unauthorizedResponse: LintRule = {
  id: "unauthorized-response",
  severity: "warning",
  statement: "a secured operation declares 401, the answer to a missing or bad token (RFC 6750)",
  *find({ contract }) {
    for (const { id, security, responses, pointer } of contract.operations) {
      if (security.length === 0 || declares(responses, "401")) continue;
      yield { pointer, message: `${id} is secured, but declares no response 401; add it.` };
    }
  },
};

const forbiddenResponse: LintRule = {
  id: "forbidden-response",
  severity: "warning",
  statement: "an operation that requires a role declares 403, the answer to a token without it",
  *find({ contract }) {
    for (const { id, security, responses, pointer } of contract.operations) {
      const needsRole = security.some(({ schemes }) => schemes.some(({ roles }) => roles.length > 0));
      if (!needsRole || declares(responses, "403")) continue;
      yield { pointer, message: `${id} requires a role, but declares no response 403; add it.` };
    }
  },
};

export const securityRules: readonly LintRule[] = [secured, securityScheme, unauthorizedResponse, forbiddenResponse];
