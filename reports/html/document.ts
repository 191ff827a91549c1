import { createHash } from "node:crypto";
import { html, Markup } from "./markup.ts";
import { baseStyle } from "./style.ts";

/**
 * A self-contained HTML file: style and script stand in it and are allowed by their digests alone (Content Security
 * Policy Level 3); nothing else may run or be loaded, whatever a service has put into the text.
 */
export function renderDocument(page: {
  readonly title: string;
  /** Added to the style that all pages share. */
  readonly style: string;
  readonly body: Markup;
  readonly script?: string;
}): string {
  const style = baseStyle + page.style;
  const policy = [
    "default-src 'none'",
    `style-src ${digest(style)}`,
    ...(page.script === undefined ? [] : [`script-src ${digest(page.script)}`]),
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="tercet">
<title>${page.title}</title>
<link rel="icon" href="${icon}">
<style>${new Markup(style)}</style>
</head>
<body>
${page.body}
${page.script !== undefined && html`<script>${new Markup(page.script)}</script>\n`}</body>
</html>
`;
  return document.text;
}

function digest(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** Three lines, as in a tercet. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M2 4h12M2 8h8M2 12h10" stroke="#3b63d9" stroke-width="2" stroke-linecap="round"/></svg>',
)}`;
