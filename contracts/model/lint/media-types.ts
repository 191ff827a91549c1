import { pointer } from "../pointer.ts";
import type { LintRule } from "./rule.ts";

const jsonOnly: LintRule = {
  id: "json-only",
  severity: "warning",
  statement: "applications speak JSON: application/json or a +json type (RFC 6839), the metrics route excepted",
  *find({ contract }) {
    for (const { path, requestBody, responses } of contract.operations) {
      if (path === contract.extension.metrics) continue;
      const contents = [requestBody?.content, ...[...responses.values()].map(({ content }) => content)];
      for (const [type, { pointer }] of contents.flatMap((content) => [...(content ?? [])])) {
        if (isJson(type)) continue;
        yield { pointer, message: `${type} is not JSON; use application/json or a +json type.` };
      }
    }
  },
};

const problemDetails: LintRule = {
  id: "problem-details",
  severity: "warning",
  statement: "an error is answered in application/problem+json (RFC 9457)",
  *find({ contract, responses }) {
    for (const { operation, status, response } of responses) {
      // An answer to HEAD has no body; a self-test that fails answers with its health document.
      const isExempt =
        operation.method === "head" || operation.extension.selfTest || operation.path === contract.extension.metrics;
      if (isExempt || !/^[45]/.test(status) || response.content.has("application/problem+json")) continue;
      const message = `The response ${status} of ${operation.id} has no application/problem+json content; add it.`;
      yield { pointer: response.pointer, message };
    }
  },
};

const cookieParameter: LintRule = {
  id: "cookie-parameter",
  severity: "warning",
  statement: "nothing is read from cookies: they are a session, and a token in one can be stolen by another site",
  *find({ contract, nodes }) {
    for (const { parameters } of contract.operations) {
      for (const { name, in: place, pointer } of parameters) {
        if (place === "cookie") yield { pointer, message: `The cookie ${name} is read; take a header instead.` };
      }
    }
    for (const { kind, node, pointer } of nodes) {
      if (kind !== "securityScheme" || node.type !== "apiKey" || node.in === "header") continue;
      yield {
        pointer,
        message: `The key is sent in the ${node.in}; take the Authorization header instead (RFC 6750).`,
      };
    }
  },
};

const httpsServer: LintRule = {
  id: "https-server",
  severity: "warning",
  statement: "servers are reached by HTTPS only",
  *find({ contract }) {
    const servers = Array.isArray(contract.document.servers) ? contract.document.servers : [];
    for (const [index, server] of servers.entries()) {
      if (!String(server?.url).startsWith("http://")) continue;
      yield { pointer: pointer("servers", index, "url"), message: `${server.url} is not HTTPS; write https://.` };
    }
  },
};

function isJson(mediaType: string): boolean {
  const [type = ""] = mediaType.toLowerCase().split(";");
  return /^application\/(json|[\w.-]+\+json)$/.test(type.trim());
}

export const mediaTypeRules: readonly LintRule[] = [jsonOnly, problemDetails, cookieParameter, httpsServer];
