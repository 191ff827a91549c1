/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { CaseData, FindingData, GroupData } from "./data.ts";
import type { JobData } from "./jobs/data.ts";
import type { JobView } from "./jobs/view.ts";

/**
 * The report's script. Its text is put into the page, so it uses nothing from outside itself. Details are made only when
 * they are opened: thousands of findings cost nothing before that. Text from services goes in as text nodes alone. `viewJob`
 * shows what is special to jobs; a page without any is made without it.
 */
export function behaviour(viewJob?: (job: JobData) => JobView): void {
  const pageSize = 50;
  const signs = { pass: "✓", fail: "✗", inconclusive: "!", skipped: "–" };
  const byId = (id: string) => document.getElementById(id) as HTMLElement;
  const data: readonly CaseData[] = JSON.parse(byId("data").textContent ?? "[]");
  const cases = [...document.querySelectorAll<HTMLDetailsElement>(".case")];
  const queryField = byId("query") as HTMLInputElement;
  const filters = [...document.querySelectorAll<HTMLButtonElement>("[data-filter]")];

  type Child = Node | string | undefined;
  function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string, ...children: readonly Child[]) {
    const element = document.createElement(tag);
    if (className !== "") element.className = className;
    element.append(...children.filter((child) => child !== undefined));
    return element;
  }

  /** A `details` whose content is made when it is opened for the first time. */
  function lazily(details: HTMLDetailsElement, open: boolean, content: () => readonly Node[]) {
    let made = false;
    const show = () => {
      if (made || !details.open) return;
      made = true;
      details.append(...content());
    };
    details.open = open;
    details.addEventListener("toggle", show);
    show();
    return details;
  }

  function monospaced(text: string): HTMLPreElement {
    const pre = make("pre", "", text);
    // It may scroll: it must be reachable with the keyboard.
    pre.tabIndex = 0;
    return pre;
  }

  function shellLine(line: string, name: string): HTMLElement {
    const pre = monospaced(line);
    const button = make("button", "", "Copy");
    button.type = "button";
    button.ariaLabel = `Copy the ${name} line`;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(line);
        button.textContent = "Copied";
        setTimeout(() => {
          button.textContent = "Copy";
        }, 1500);
      } catch {
        // Where the browser gives no clipboard to a file, the line is selected for the reader's own copy command.
        getSelection()?.selectAllChildren(pre);
      }
    });
    return make("div", "replay", pre, button);
  }

  type Message = { headers: Readonly<Record<string, string | readonly string[]>>; body?: string | undefined };
  function exchangeSide(title: string, firstLine: string, message: Message): HTMLElement {
    const headers = Object.entries(message.headers).map(([name, value]) => `${name}: ${[value].flat().join(", ")}`);
    const body = message.body === undefined || message.body === "" ? [] : ["", indented(message.body)];
    return make("figure", "", make("figcaption", "", title), monospaced([firstLine, ...headers, ...body].join("\n")));
  }

  function indented(body: string): string {
    try {
      return JSON.stringify(JSON.parse(body), null, 2);
    } catch {
      return body;
    }
  }

  function evidenceParts({ evidence }: FindingData, job: JobView | undefined): Node[] {
    const { request, response, input, story } = evidence ?? {};
    const parts: Node[] = [];
    if (request !== undefined || response !== undefined) {
      const sides = make("div", "exchange");
      if (request !== undefined) sides.append(exchangeSide("Request", `${request.method} ${request.url}`, request));
      if (response !== undefined) sides.append(exchangeSide("Response", `${response.status}`, response));
      parts.push(sides);
    }
    if (input !== undefined) {
      const text = JSON.stringify(input, null, 2);
      parts.push(
        make(
          "div",
          "exchange",
          make("figure", "", make("figcaption", "", "Smallest input that shows it"), monospaced(text)),
        ),
      );
    }
    if (story !== undefined) {
      parts.push(make("h4", "", "What happened"));
      const told = (sentence: string) => make("span", "", ...(job?.cite(sentence) ?? [sentence]));
      parts.push(make("ol", "story", ...story.map((sentence) => make("li", "", told(sentence)))));
    }
    return parts;
  }

  /** A finding; what it says is left out where the one above says the same of another operation. */
  function findingItem(
    finding: FindingData,
    above: FindingData | undefined,
    open: boolean,
    job: JobView | undefined,
  ): HTMLElement {
    const item = make("li", "", make("code", "", finding.operation));
    if (finding.message !== above?.message) item.append(make("p", "", finding.message));
    const { evidence, replay } = finding;
    if (evidence !== undefined || replay !== undefined) {
      const details = make("details", "evidence", make("summary", "", "Evidence and replay"));
      item.append(
        lazily(details, open, () => [
          ...evidenceParts(finding, job),
          ...(replay === undefined ? [] : [shellLine(replay, "replay")]),
          ...(evidence?.curl === undefined ? [] : [shellLine(evidence.curl, "curl")]),
        ]),
      );
    }
    return item;
  }

  /** How a failure is mended, and the rule behind it. */
  function advice({ mend, standard }: GroupData): Node[] {
    if (mend === undefined) return [];
    const parts: Child[] = [make("strong", "", "How to mend: "), mend];
    if (standard !== undefined) {
      const link = make("a", "", standard.title);
      link.href = standard.url;
      link.rel = "noreferrer";
      parts.push(" (", link, ")");
    }
    return [make("p", "mend", ...parts)];
  }

  function groupDetails(group: GroupData, findings: readonly FindingData[], job: JobView | undefined): HTMLElement {
    const wrong = group.verdict === "fail" || group.verdict === "inconclusive";
    const operations = new Set(findings.map((finding) => finding.operation));
    const where = operations.size === 1 ? [...operations][0] : `${operations.size} operations`;
    const summary = make(
      "summary",
      "",
      make("span", "check", `${signs[group.verdict]} ${group.check}`),
      make("span", "muted", [group.verdict, group.severity, where].filter(Boolean).join(" · ")),
    );
    return lazily(make("details", `group ${group.verdict}`, summary), wrong, () => {
      const list = make("ul", "findings");
      const more = make("button", "", "");
      more.type = "button";
      const add = () => {
        const from = list.childElementCount;
        for (const [index, finding] of findings.slice(from, from + pageSize).entries()) {
          list.append(findingItem(finding, findings[from + index - 1], wrong && from + index === 0, job));
        }
        const left = findings.length - list.childElementCount;
        more.textContent = `Show ${Math.min(left, pageSize)} of ${left} more`;
        more.hidden = left === 0;
      };
      more.addEventListener("click", add);
      add();
      return [...advice(group), list, more];
    });
  }

  function stepItem(step: CaseData["steps"][number]): HTMLElement {
    const time = make("span", "time muted", `${Math.round(step.durationMilliseconds)} ms`);
    const text = make(
      "span",
      "",
      step.title,
      step.message === undefined ? undefined : make("p", "muted", step.message),
    );
    return make(
      "li",
      step.verdict,
      make("span", "sign", signs[step.verdict]),
      make("span", "hidden-text", step.verdict),
      text,
      time,
    );
  }

  function bodyParts(one: CaseData): Node[] {
    const parts: Node[] = [make("p", "muted", make("code", "", one.id))];
    if (one.message !== undefined) parts.push(make("p", "", one.message));
    if (one.steps.length > 0) parts.push(make("ol", "steps", ...one.steps.map(stepItem)));
    if (one.cleanup !== undefined) {
      const badge = make("span", `badge ${one.cleanup.verdict}`, `${signs[one.cleanup.verdict]} clean-up`);
      parts.push(make("p", "", badge, ` ${one.cleanup.message}`));
    }
    const job = one.job === undefined ? undefined : viewJob?.(one.job);
    parts.push(...(job?.parts ?? []));
    for (const group of one.groups) {
      // Where the words filter stands for some findings of the case, the others are left out.
      const matching = group.findings.filter((finding) => matches(findingText(group, finding)));
      if (matching.length > 0 || matches(headText(one))) {
        parts.push(groupDetails(group, matching.length > 0 ? matching : group.findings, job));
      }
    }
    const figures = Object.entries(one.measurements ?? {});
    if (figures.length > 0) {
      const list = figures.map(([name, value]) =>
        make("div", "", make("dt", "", name), make("dd", "mono", String(Math.round(value * 1000) / 1000))),
      );
      parts.push(make("dl", "facts", ...list));
    }
    if (one.contentHash !== undefined) parts.push(make("p", "muted", "Code: ", make("code", "", one.contentHash)));
    if (one.replay !== undefined) parts.push(shellLine(one.replay, "replay"));
    return parts;
  }

  const dataOf = (details: HTMLElement) => data[Number(details.dataset.index)] as CaseData;
  const shownFor = new WeakMap<HTMLElement, string>();
  function fill(details: HTMLDetailsElement): void {
    const query = words.join(" ");
    if (!details.open || shownFor.get(details) === query) return;
    shownFor.set(details, query);
    details.querySelector(".body")?.replaceChildren(...bodyParts(dataOf(details)));
  }

  let words: readonly string[] = [];
  const matches = (text: string) => words.every((word) => text.includes(word));
  const findingText = (group: GroupData, { operation, message }: FindingData) =>
    `${group.check} ${group.verdict} ${operation} ${message}`.toLowerCase();
  const titles = new Map(
    cases.map((details) => [dataOf(details), details.querySelector("summary")?.textContent ?? ""]),
  );
  const headText = (one: CaseData) =>
    [titles.get(one), one.id, one.message, one.cleanup?.message, ...one.steps.map((step) => step.title)]
      .join(" ")
      .toLowerCase();
  const caseMatches = (one: CaseData) =>
    matches(headText(one)) ||
    one.groups.some((group) => group.findings.some((finding) => matches(findingText(group, finding))));

  function filter(): void {
    const wanted = filters.filter((button) => button.ariaPressed === "true").map((button) => button.dataset.filter);
    words = queryField.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const details of cases) {
      const fits = wanted.length === 0 || wanted.includes(details.dataset.verdict);
      details.hidden = !fits || !caseMatches(dataOf(details));
      if (!details.hidden) shown++;
      fill(details);
    }
    for (const section of document.querySelectorAll<HTMLElement>(".kind")) {
      section.hidden = section.querySelector(".case:not([hidden])") === null;
    }
    const all = `${cases.length} case${cases.length === 1 ? "" : "s"}`;
    byId("shown").textContent = shown === cases.length ? all : `${shown} of ${all}`;
    byId("nothing").hidden = shown > 0;
  }

  /** Opens the case that the address names, also where a filter hides it. */
  function follow(): void {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!(target instanceof HTMLDetailsElement)) return;
    if (target.hidden) {
      queryField.value = "";
      for (const button of filters) button.ariaPressed = "false";
      filter();
    }
    target.open = true;
    target.scrollIntoView();
  }

  for (const details of cases) {
    details.addEventListener("toggle", () => fill(details));
    fill(details);
  }
  for (const button of filters) {
    button.addEventListener("click", () => {
      button.ariaPressed = button.ariaPressed === "true" ? "false" : "true";
      filter();
    });
  }
  queryField.addEventListener("input", filter);
  addEventListener("hashchange", follow);
  follow();
}
