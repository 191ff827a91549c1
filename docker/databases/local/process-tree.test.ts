import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { freezeTree, signalDescendants, signalProcess } from "./process-tree.ts";

/** The letter of proc_pid_stat(5): T is stopped, S sleeps. */
async function stateOf(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
  return text.slice(text.lastIndexOf(")") + 2).split(" ")[0] || undefined;
}

// Only Linux tells the states of processes in files.
test.runIf(process.platform === "linux")(
  "a tree is frozen, goes on, and ends down to the last descendant",
  async () => {
    // A session of its own for the grandchild: no process group holds the three together.
    const root = spawn("sh", ["-c", "sh -c 'setsid sleep 600 & echo $!; wait' & echo $!; wait"], { stdio: "pipe" });
    let output = "";
    root.stdout.on("data", (chunk: Buffer) => {
      output += chunk;
    });
    await expect.poll(() => output.trim().split("\n").length, { timeout: 30_000 }).toBe(2);
    const rootPid = root.pid as number;
    const family = [rootPid, ...output.trim().split("\n").map(Number)];
    const states = () => Promise.all(family.map(stateOf));

    await freezeTree(rootPid);
    await expect.poll(states, { timeout: 30_000 }).toEqual(["T", "T", "T"]);
    await signalDescendants(rootPid, "SIGCONT");
    signalProcess(rootPid, "SIGCONT");
    await expect.poll(states, { timeout: 30_000 }).toEqual(["S", "S", "S"]);

    const ended = once(root, "exit");
    await freezeTree(rootPid);
    await signalDescendants(rootPid, "SIGKILL");
    signalProcess(rootPid, "SIGKILL");
    await ended;
    await expect
      .poll(async () => (await states()).filter((state) => state !== "Z"), { timeout: 30_000 })
      .toEqual([undefined, undefined, undefined]);
    expect(() => signalProcess(rootPid, "SIGKILL")).not.toThrow();
  },
);
