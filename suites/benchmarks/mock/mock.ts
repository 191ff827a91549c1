import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, ownProgram, peerProgram, peerVersion, type Server, startServer, tercetProgram } from "../child.ts";
import { cells, count, times } from "../figures.ts";
import type { Part, PartResult } from "../part.ts";
import { measureInTurn } from "../samples.ts";
import { mockContract, mockRequest } from "./contract.ts";
import { requestsPerSecond } from "./load.ts";

const seconds = 5;

/** `tercet mock` beside Prism, and beside a server that does nothing but send the same bytes. */
export const mockPart: Part = {
  name: "mock",
  title: "Serving a contract as a mock",
  async run({ progress }) {
    const folder = await mkdtemp(join(tmpdir(), "tercet-bench-"));
    const servers: Server[] = [];
    const start = async (program: string, args: readonly string[], port?: number) => {
      const server = await startServer(program, args, port === undefined ? {} : { port });
      servers.push(server);
      return server.url + mockRequest;
    };
    try {
      const file = join(folder, "products.json");
      await writeFile(file, JSON.stringify(mockContract));
      const ours = await start(tercetProgram, ["mock", file, "--port", "0"]);
      const bare = await start(ownProgram("./mock/bare-server.ts"), [JSON.stringify(await answerOf(ours))]);
      const port = await freePort();
      // Without a log, which it would write a few lines to for each request.
      const prismArgs = ["mock", file, "--port", String(port), "--verboseLevel", "silent"];
      const prism = await start(peerProgram("@stoplight/prism-cli/dist/index.js"), prismArgs, port);
      progress("mock: the same request to three servers, in turn");
      return await compare(ours, bare, prism);
    } finally {
      await Promise.all(servers.map(({ stop }) => stop()));
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function compare(ours: string, bare: string, prism: string): Promise<PartResult> {
  const contenders = [
    { name: "`tercet mock`", url: ours },
    { name: "Prism", url: prism },
    { name: "bare `node:http`", url: bare },
  ];
  const samples = await measureInTurn(
    contenders.map(({ name, url }) => ({ name, measure: () => requestsPerSecond(url, seconds) })),
    { warmUps: 1, repetitions: 5, budgetMilliseconds: 120_000 },
  );
  const [own, peer, plain] = samples.map(({ median }) => median);
  return {
    tables: [
      {
        columns: ["server", "min requests/s", "median", "max"],
        rows: contenders.map(({ name }, index) => [name, ...(samples[index] ? cells(samples[index], count) : [])]),
      },
    ],
    notes:
      own === undefined || peer === undefined || plain === undefined
        ? []
        : [
            `${times(own / peer)} the requests/s of Prism (goal: 5 ×), ${times(own / plain)} those of a bare server giving the same bytes (goal: 0.5 ×).`,
            "Both mocks judge the request by the contract before they answer. 50 kept connections of one autocannon process, 5 s a turn; Prism writes no log.",
            `Peers: ${await peerVersion("@stoplight/prism-cli")}; load by ${await peerVersion("autocannon")}.`,
          ],
  };
}

/** What the bare server is to send: status, headers and body as ours sends them. */
async function answerOf(url: string) {
  const response = await fetch(url);
  const connection = new Set(["connection", "keep-alive", "date", "transfer-encoding"]);
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !connection.has(name)));
  return { status: response.status, headers, body: await response.text() };
}
