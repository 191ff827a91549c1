import type { Fault } from "./fault.ts";
import type { Stage } from "./stage.ts";

const pointMilliseconds = 5_000;

/**
 * The owner is stopped between its ownership check and its action (SIGSTOP: a long pause of the garbage collector, of
 * the virtual machine, of the network), until another worker holds the job and has acted. Then it goes on.
 */
export const stopAndResume: Fault = {
  name: "stop-and-resume",
  title: "the owner stopped between its check and its action until another one has acted, then resumed",
  exercises: ["single-effective-runner", "progress"],
  async run(stage) {
    // Each milestone once, in an order that the seed decides, and one of them a second time.
    const first = stage.random.pick(stage.milestones);
    for (const milestone of [first, ...stage.milestones]) {
      if (!(await stopAndResumeAt(stage, milestone))) return;
    }
  },
};

async function stopAndResumeAt(stage: Stage, milestone: string): Promise<boolean> {
  const held = await stage.hold(
    (event) => event.operation === "check" && event.type === "ok" && event.milestone === milestone,
    pointMilliseconds,
  );
  if (held === undefined) return false;
  const { worker, run } = held.event;
  stage.stop(worker);
  try {
    // The answer waits for the worker, so that it acts as soon as it wakes up.
    held.release();
    const acted = await stage.seen(
      (event) => event.operation === "effect" && event.type === "ok" && event.worker !== worker,
      stage.takeoverBoundMilliseconds * 1.1,
    );
    if (acted === undefined) return false;
  } finally {
    stage.resume(worker);
  }
  const late = await stage.seen(
    (event) => event.worker === worker && event.run === run && event.operation === "effect",
    pointMilliseconds,
  );
  return late !== undefined;
}
