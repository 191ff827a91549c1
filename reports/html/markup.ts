/** A piece of HTML that is safe to put into a page: made by `html` only, which escapes everything that it is given. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text is escaped, markup is taken as it is, a list is joined, the rest is left out. */
export type Part = Markup | string | number | undefined | false | readonly Part[];

/** Builds HTML: `` html`<p title="${title}">${text}</p>` ``. Attributes must be in double quotes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((text, string, index) => text + render(parts[index - 1]) + string));
}

/** Text for an element or for an attribute in double quotes, HTML §13.3. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/**
 * Data for the page's script, as the content of a `script` element: a `<` is written so that no value can end the element
 * or open a comment in it (HTML §4.12.1.3).
 */
export function jsonForScript(value: unknown): Markup {
  return new Markup(JSON.stringify(value).replaceAll("<", "\\u003c"));
}

function render(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(render).join("");
  return escapeHtml(String(part));
}
