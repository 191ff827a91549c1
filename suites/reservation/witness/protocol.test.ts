import { expect, test } from "vitest";
import { createProtocol } from "./protocol.ts";

const create = () => createProtocol({ job: "job", milestones: ["collect", "send"], isWorker: (name) => name === "w1" });
const event = { type: "ok", operation: "reserve", worker: "w1", job: "job", run: "1" } as const;

test("what belongs to a granted reservation is in order", () => {
  const refuse = create();
  expect(refuse({ ...event, operation: "clean", type: "invoke" })).toBeUndefined();
  expect(refuse(event)).toBeUndefined();
  for (const operation of ["heartbeat", "milestone", "check", "effect", "finish"] as const) {
    expect(refuse({ ...event, operation, milestone: "send" })).toBeUndefined();
  }
});

test.each([
  ["another job", { ...event, job: "other" }, "/job: it is job"],
  ["a name that no worker has", { ...event, worker: "w2" }, "/worker: "],
  ["a milestone that the job has not", { ...event, milestone: "pay" }, "/milestone: it is one of collect, send"],
  [
    "an effect of a reservation that was never announced",
    { ...event, operation: "effect" as const },
    "/run: w1 has not",
  ],
])("%s is refused with the member that is wrong", (_what, said, reason) => {
  expect(create()(said)).toContain(reason);
});

test("an attempt to reserve that was refused grants nothing", () => {
  const refuse = create();
  refuse({ ...event, type: "fail" });
  expect(refuse({ ...event, operation: "effect" })).toContain("/run: ");
});

test("a reservation is its worker's alone", () => {
  const refuse = createProtocol({ job: "job", milestones: ["send"], isWorker: () => true });
  refuse(event);
  expect(refuse({ ...event, worker: "w2", operation: "effect" })).toContain("/run: w2 has not");
});
