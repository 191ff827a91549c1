import { createServer, type RequestListener } from "node:http";
import { overHttps } from "./arrangements/https.ts";
import type { Fault } from "./fault.ts";
import type { Change } from "./provider.ts";
import { type CertificatePlan, providerName, type TlsParts } from "./tls.ts";

const guarantee = "https-only";
const fault = (name: string, caughtBy: Fault["caughtBy"], change: Change): Fault => ({
  name,
  guarantee,
  caughtBy,
  arrangement: overHttps,
  change,
});

const securing =
  (changes: Partial<TlsParts>): Change =>
  ({ tls }) => ({ tls: { ...tls, ...changes } });
const certified =
  (changes: Partial<CertificatePlan>): Change =>
  ({ tls }) => ({ tls: { ...tls, certificate: { ...tls.certificate, ...changes } } });
/** Answers plain HTTP in its own way. */
const plainly = (listener: RequestListener): Change =>
  securing({ plain: (socket) => void createServer(listener).emit("connection", socket) });

/** Providers that can be reached otherwise than by sound HTTPS. */
export const httpsFaults: readonly Fault[] = [
  fault(
    "serves-plain-http-too",
    ["plain-http"],
    securing({ plain: (socket, http) => void http.emit("connection", socket) }),
  ),
  fault(
    "serves-its-status-over-plain-http",
    ["plain-http"],
    plainly(({ url }, response) => {
      if (url === "/v1/status") response.writeHead(200, { "content-type": "application/json" }).end('{"status":"ok"}');
      else response.writeHead(400).end();
    }),
  ),
  fault(
    "redirects-whoever-brings-a-token",
    ["redirect"],
    plainly(({ url, headers }, response) => {
      if (headers.authorization === undefined) response.writeHead(403).end();
      else response.writeHead(308, { location: `https://${headers.host}${url}` }).end();
    }),
  ),
  fault(
    "puts-the-token-into-a-redirect",
    ["redirect"],
    plainly(({ url, headers }, response) => {
      const token = headers.authorization?.replace(/^Bearer /, "") ?? "";
      response.writeHead(302, { location: `https://${headers.host}${url}?access_token=${token}` }).end();
    }),
  ),
  fault("links-to-plain-http", ["redirect"], (parts) => ({
    async handle(request, all) {
      const answer = await parts.handle(request, all);
      if (request.method !== "PUT" || answer.status !== 201) return answer;
      const location = `http://${request.headers.host}${answer.headers.location}`;
      return { ...answer, headers: { ...answer.headers, location } };
    },
  })),
  fault(
    "agrees-on-tls-1-1",
    ["old-tls"],
    securing({ options: { minVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } }),
  ),
  fault(
    "agrees-on-tls-1-0-for-old-clients",
    ["old-tls"],
    securing({ options: { minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" } }),
  ),
  fault(
    "agrees-on-no-encryption",
    ["weak-cipher"],
    securing({
      options: { minVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0" },
    }),
  ),
  fault(
    "agrees-on-no-authentication",
    ["weak-cipher"],
    securing({
      options: { minVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES256-GCM-SHA384:AECDH-AES256-SHA:@SECLEVEL=0" },
    }),
  ),
  fault("has-a-certificate-for-another-name", ["certificate-name"], certified({ names: [`www.${providerName}`] })),
  fault("has-a-certificate-that-expired", ["certificate-dates"], certified({ days: [-30, -1] })),
  fault("has-a-certificate-for-tomorrow", ["certificate-dates"], certified({ days: [1, 30] })),
  fault("leaves-out-the-intermediate", ["certificate-chain"], certified({ sendsIntermediate: false })),
  fault("has-a-short-key", ["certificate-strength"], ({ tls }) => ({
    tls: {
      ...tls,
      options: { ...tls.options, ciphers: "DEFAULT@SECLEVEL=0" },
      certificate: { ...tls.certificate, key: "RSA-1024" },
    },
  })),
  fault("sends-no-policy", ["hsts"], securing({ policy: () => undefined })),
  fault(
    "sends-its-policy-with-refusals-only",
    ["hsts"],
    securing({ policy: (status) => (status < 300 ? undefined : "max-age=31536000") }),
  ),
  fault("forgets-its-policy", ["hsts"], securing({ policy: () => "max-age=0" })),
  fault("misspells-its-policy", ["hsts"], securing({ policy: () => "maxage=31536000" })),
];
