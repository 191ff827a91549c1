import { TercetError } from "../../contracts/index.ts";
import { renderChangesForGithub } from "./github.ts";
import { renderChangesJson } from "./json.ts";
import { renderChangesMarkdown } from "./markdown.ts";
import type { ChangesReport } from "./model.ts";
import { renderChangesForPeople } from "./people.ts";
import { renderChangesSarif } from "./sarif.ts";

/** The formats in which changes of a contract are told, by name. */
export const changeFormats: Readonly<Record<string, (report: ChangesReport) => string>> = {
  people: renderChangesForPeople,
  json: renderChangesJson,
  markdown: renderChangesMarkdown,
  github: renderChangesForGithub,
  sarif: renderChangesSarif,
};

/** The renderer of a format. Throws `TercetError` (`usage`) naming the formats that there are. */
export function changeFormat(name: string): (report: ChangesReport) => string {
  const render = Object.hasOwn(changeFormats, name) ? changeFormats[name] : undefined;
  if (render !== undefined) return render;
  const known = Object.keys(changeFormats).join(", ");
  throw new TercetError("usage", `There is no format "${name}" for changes; the formats are ${known}.`);
}
