import { layoutTimeline } from "./layout.ts";
import { chooseMarks } from "./marks.ts";
import { timelinePainter } from "./painter.ts";
import { timeScale } from "./scale.ts";
import { takeoversFigure } from "./takeovers.ts";
import { timelineFigure } from "./timeline.ts";
import { jobView } from "./view.ts";

/** The part of the page's script that shows jobs: an expression, a function of a job's record that gives its view. */
export const jobScript = `((job) => (${jobView.toString()})(job, {
timeScale: ${timeScale.toString()},
chooseMarks: ${chooseMarks.toString()},
layoutTimeline: ${layoutTimeline.toString()},
timelinePainter: ${timelinePainter.toString()},
timelineFigure: ${timelineFigure.toString()},
takeoversFigure: ${takeoversFigure.toString()}
}))`;
