/** The look that all pages share: colours by the reader's light or dark preference, type, tables, badges. */
export const baseStyle = /* css */ `
:root {
  color-scheme: light dark;
  --back: light-dark(#f7f7f5, #121316);
  --surface: light-dark(#ffffff, #1a1c20);
  --sunken: light-dark(#f3f3f0, #141519);
  --ink: light-dark(#1b1c1f, #e8e8ea);
  --muted: light-dark(#5a5d66, #a3a7b0);
  --line: light-dark(#e2e2dd, #2e3138);
  --accent: light-dark(#2b55c8, #8fb0ff);
  --pass: light-dark(#146c3e, #63d39b);
  --fail: light-dark(#b4232f, #ff8a91);
  --inconclusive: light-dark(#855100, #f1bb60);
  --skipped: light-dark(#5a5d66, #a3a7b0);
  --mono: ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
}
* { box-sizing: border-box; }
html { scroll-padding-top: 5rem; }
body {
  margin: 0; background: var(--back); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
.page { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1.25rem 5rem; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 1.75rem; margin: 0; letter-spacing: -0.015em; }
h2 { font-size: 1.2rem; margin: 2.75rem 0 0.9rem; letter-spacing: -0.01em; }
h3 { font-size: 1rem; margin: 1.6rem 0 0.6rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
code, pre, .mono { font-family: var(--mono); font-size: 0.875em; }
code { overflow-wrap: anywhere; }
pre {
  margin: 0; padding: 0.7rem 0.85rem; background: var(--sunken); border: 1px solid var(--line); border-radius: 8px;
  white-space: pre-wrap; overflow-wrap: anywhere; max-height: 26rem; overflow: auto; line-height: 1.5;
}
.muted { color: var(--muted); }
.hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }
.topbar { display: flex; flex-wrap: wrap; gap: 0.4rem 1.25rem; align-items: baseline; padding-bottom: 1.5rem; }
.topbar .mark { font-weight: 650; letter-spacing: -0.01em; }
.topbar nav { display: flex; gap: 1rem; margin-left: auto; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
.badge {
  display: inline-flex; align-items: center; gap: 0.35em; padding: 0.1em 0.6em; border-radius: 99px; white-space: nowrap;
  font-size: 0.8rem; font-weight: 600; color: var(--tone, var(--muted));
  background: color-mix(in srgb, var(--tone, var(--muted)) 11%, var(--surface));
}
.pass { --tone: var(--pass); } .fail { --tone: var(--fail); }
.inconclusive { --tone: var(--inconclusive); } .skipped { --tone: var(--skipped); }
.facts { display: flex; flex-wrap: wrap; gap: 0.75rem 2.25rem; margin: 0; }
.facts dt { color: var(--muted); font-size: 0.8rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 0.85rem; border-bottom: 1px solid var(--line); }
thead th { font-size: 0.8rem; font-weight: 600; color: var(--muted); white-space: nowrap; }
tbody tr:last-child > * { border-bottom: 0; }
@media (max-width: 40rem) { .page { padding: 1rem 0.85rem 3rem; } h1 { font-size: 1.4rem; } }
@media print { body { background: none; } nav { display: none; } }
`;
