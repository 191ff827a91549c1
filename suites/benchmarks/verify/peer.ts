// Pact's own verifier from its package for Node, as its documentation shows it: node verify/peer.ts PACT URL
import { Verifier } from "@pact-foundation/pact";

const [pact = "", providerBaseUrl = ""] = process.argv.slice(2);
await new Verifier({ provider: "items", providerBaseUrl, pactUrls: [pact], logLevel: "error" }).verifyProvider();
