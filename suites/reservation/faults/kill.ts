import type { HistoryEvent } from "../history/event.ts";
import type { Fault } from "./fault.ts";
import type { Stage } from "./stage.ts";

const pointMilliseconds = 5_000;

/** The owner is killed (SIGKILL) at each point of its run, and a new worker takes its place. */
export const kill: Fault = {
  name: "kill",
  title: "the owner killed after it reserved, checked, acted and reached its last milestone",
  exercises: ["single-effective-runner", "progress", "no-lost-run"],
  async run(stage) {
    const points = pointsOf(stage.milestones);
    while (points.length > 0) {
      const point = stage.random.pick(points);
      points.splice(points.indexOf(point), 1);
      if (!(await killAt(stage, point))) return;
      await stage.join();
    }
  },
};

function pointsOf(milestones: readonly string[]): ((event: HistoryEvent) => boolean)[] {
  const [first, last] = [milestones[0], milestones.at(-1)];
  const at =
    (operation: HistoryEvent["operation"], milestone?: string) =>
    (event: HistoryEvent): boolean =>
      event.operation === operation && event.type === "ok" && event.milestone === milestone;
  return [at("reserve"), at("check", first), at("effect", first), at("check", last), at("milestone", last)];
}

async function killAt(stage: Stage, point: (event: HistoryEvent) => boolean): Promise<boolean> {
  const held = await stage.hold(point, pointMilliseconds);
  if (held === undefined) return false;
  stage.kill(held.event.worker);
  held.release();
  const taken = await stage.seen(
    (event) => event.operation === "reserve" && event.type === "ok" && event.worker !== held.event.worker,
    stage.takeoverBoundMilliseconds * 1.1,
  );
  return taken !== undefined;
}
