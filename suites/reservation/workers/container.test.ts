import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { containerEngineAnswers, imageExists, openContainerEngine } from "../../../docker/index.ts";
import type { ContainerCommand } from "./command.ts";
import { ensureImage } from "./container.ts";
import { createWorkerProcesses, type WorkerProcesses } from "./processes.ts";

// Any image with a shell will do; this one has bash, whose /dev/tcp needs no other program.
const image = "tercet/debian:12";
const engine = await containerEngineAnswers();
const possible = engine && (await imageExists(await openContainerEngine(), image));
if (!possible) process.stderr.write(`skipped: workers in containers, since the image ${image} is not there\n`);

const label = `test-${process.pid}-${Math.random().toString(36).slice(2)}`;
const script = (text: string): ContainerCommand => ({ image, args: ["bash", "-c", text], env: { LABEL: label } });

/** Containers of this test, running or not. */
async function left(): Promise<string[]> {
  const { stdout } = await promisify(execFile)("docker", ["ps", "--all", "--quiet", "--no-trunc"]);
  const ids = stdout.split("\n").filter((id) => id !== "");
  const shown = ids.map(async (id) => {
    const format = "{{.Config.Env}}";
    const inspected = await promisify(execFile)("docker", ["inspect", "--format", format, id]).catch(() => undefined);
    return inspected?.stdout.includes(label) ? id : [];
  });
  return (await Promise.all(shown)).flat();
}

describe.runIf(possible)("a container as a worker", () => {
  let processes: WorkerProcesses;
  let unexpectedEnds: string[];
  beforeEach(() => {
    unexpectedEnds = [];
    processes = createWorkerProcesses((worker, reason) => unexpectedEnds.push(`${worker} ${reason}`));
  });
  afterEach(() => processes.end(0));

  test("reaches what listens on the loopback interface of this machine, and is removed at the end", async () => {
    const seen = Promise.withResolvers<string>();
    const server = createServer((request, response) => {
      seen.resolve(`${request.method} ${request.url}`);
      response.end();
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const ask = `address=\${URL#http://}; exec 3<>/dev/tcp/\${address/://}
        printf 'GET /here HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3; sleep 600`;
      await processes.start("w1", { ...script(ask), env: { LABEL: label, URL: url } });
      expect(await seen.promise).toBe("GET /here");
      expect(await left()).toHaveLength(1);
      await processes.end(0);
      expect(await left()).toEqual([]);
    } finally {
      server.close();
    }
  });

  test("stands still with all of its processes while it is stopped, and can then be killed", async () => {
    const server = createServer((_request, response) => void response.end()).listen(0, "127.0.0.1");
    let beats = 0;
    server.on("connection", () => {
      beats += 1;
    });
    await new Promise((resolve) => server.once("listening", resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const beat = `address=\${URL#http://}; (while true; do : </dev/tcp/\${address/://}; sleep 0.05; done); true`;
      await processes.start("w1", { ...script(beat), env: { LABEL: label, URL: url } });
      await expect.poll(() => beats, { timeout: 30_000 }).toBeGreaterThan(3);
      await processes.signal("w1", "SIGSTOP");
      // What was under way has arrived.
      await new Promise((resolve) => setTimeout(resolve, 300));
      const stopped = beats;
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(beats).toBe(stopped);
      await processes.signal("w1", "SIGCONT");
      await expect.poll(() => beats, { timeout: 30_000 }).toBeGreaterThan(stopped);
      await processes.signal("w1", "SIGSTOP");
      await processes.signal("w1", "SIGKILL");
      await expect.poll(left, { timeout: 30_000 }).toEqual([]);
    } finally {
      server.close();
    }
  });

  test("that ends by itself tells how, and what it wrote, without its secrets", async () => {
    const command = script("echo token is $API_TOKEN; echo out of paper >&2; exit 7");
    await processes.start("w1", { ...command, env: { ...command.env, API_TOKEN: "abcdef123" } });
    await expect.poll(() => unexpectedEnds, { timeout: 30_000 }).toHaveLength(1);
    expect(unexpectedEnds[0]).toMatch(/^w1 ended with 7: .*out of paper/);
    expect(unexpectedEnds[0]).toContain("token is [removed]");
    expect(await left()).toEqual([]);
  });

  test("whose program is not in the image is refused with the reason, and leaves nothing", async () => {
    const starting = processes.start("w1", { ...script(""), args: ["no-such-program"] });
    await expect(starting).rejects.toMatchObject({
      code: "surroundings",
      message: expect.stringContaining("no-such-program"),
    });
    expect(await left()).toEqual([]);
  });

  test("of an image that is nowhere is refused", async () => {
    await expect(ensureImage("tercet/no-such-image:0")).rejects.toMatchObject({
      code: "surroundings",
      message: "The image tercet/no-such-image:0 is neither on this machine nor to be pulled.",
    });
  });
});
