/** The look of the run's report, on top of the shared style. */
export const reportStyle = /* css */ `
.hero { padding: 1.5rem 1.6rem; border-top: 4px solid var(--tone); }
.hero .verdict { display: flex; gap: 1rem; align-items: center; }
.hero p { margin: 0.1rem 0 0; color: var(--muted); }
.case > summary .badge, .attention .badge { justify-self: start; }
.hero .sign {
  flex: none; width: 2.9rem; height: 2.9rem; border-radius: 50%; display: grid; place-items: center; font-size: 1.5rem;
  font-weight: 700; color: var(--surface); background: var(--tone);
}
.bar { display: block; width: 100%; height: 8px; border-radius: 4px; margin: 1.25rem 0 1.1rem; background: var(--line); }
.bar rect { fill: var(--tone); }
.hero .facts + .facts { margin-top: 1rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.attention { list-style: none; margin: 0; padding: 0; }
.attention li { display: grid; grid-template-columns: 7rem 1fr; gap: 0.2rem 1rem; padding: 0.75rem 1.1rem; align-items: baseline; }
.attention li + li { border-top: 1px solid var(--line); }
.attention p { grid-column: 2; margin: 0; color: var(--muted); overflow-wrap: anywhere; }
.matrix th[scope=row] { font-weight: 500; white-space: nowrap; position: sticky; left: 0; background: var(--surface); }
.matrix td, .matrix thead th + th { text-align: center; width: 9rem; }
.matrix td { padding: 0.3rem; }
.matrix td > * {
  display: inline-grid; place-items: center; min-width: 3.4rem; padding: 0.15rem 0.5rem; border-radius: 6px; font-weight: 650;
  text-decoration: none; color: var(--tone); background: color-mix(in srgb, var(--tone) 10%, var(--surface));
}
.matrix td > a:hover { background: color-mix(in srgb, var(--tone) 22%, var(--surface)); }
.matrix td > .none { color: var(--muted); background: none; font-weight: 400; }
.aside { margin: 0.7rem 0 0; font-size: 0.85rem; color: var(--muted); }
.aside summary { cursor: pointer; }
.toolbar {
  position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: center;
  padding: 0.75rem 0; background: var(--back);
}
.toolbar input {
  flex: 1 1 16rem; font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--line);
  border-radius: 8px; padding: 0.45rem 0.8rem;
}
.toolbar input::placeholder { color: var(--muted); opacity: 1; }
button {
  font: inherit; font-size: 0.85rem; cursor: pointer; color: var(--tone, var(--ink)); background: var(--surface);
  border: 1px solid var(--line); border-radius: 8px; padding: 0.35rem 0.75rem;
}
button:hover { border-color: var(--muted); }
button[aria-pressed=true] {
  border-color: var(--tone); background: color-mix(in srgb, var(--tone) 11%, var(--surface)); font-weight: 600;
}
.cases { overflow: hidden; }
.case + .case { border-top: 1px solid var(--line); }
.case:target > summary { background: color-mix(in srgb, var(--accent) 9%, var(--surface)); }
summary { cursor: pointer; }
.case > summary {
  display: grid; grid-template-columns: 7rem 1fr auto auto; gap: 0.25rem 1rem; align-items: baseline;
  padding: 0.65rem 1.1rem; list-style: none;
}
.case > summary::-webkit-details-marker { display: none; }
.case > summary:hover { background: var(--sunken); }
.case .title { font-weight: 550; overflow-wrap: anywhere; }
.case .title small { font-weight: 400; color: var(--muted); margin-left: 0.5rem; font-size: 0.85rem; }
.case .numbers, .case .time { color: var(--muted); font-size: 0.85rem; white-space: nowrap; }
.case .time { min-width: 4.5rem; text-align: right; font-variant-numeric: tabular-nums; }
.body { padding: 0.25rem 1.1rem 1.25rem; border-top: 1px dashed var(--line); }
.body > * { margin: 0.9rem 0 0; }
.body h4 { margin: 1.2rem 0 0.4rem; font-size: 0.85rem; color: var(--muted); font-weight: 600; }
.steps, .findings, .story { margin: 0; padding: 0; list-style: none; }
.steps li { display: flex; gap: 0.7rem; padding: 0.2rem 0; align-items: baseline; }
.steps .sign { color: var(--tone); font-weight: 700; width: 1rem; text-align: center; }
.steps .time { margin-left: auto; }
.group { border: 1px solid var(--line); border-left: 3px solid var(--tone); border-radius: 8px; }
.group + .group { margin-top: 0.5rem; }
.group > summary { padding: 0.5rem 0.9rem; }
.group > summary .check { font-weight: 600; overflow-wrap: anywhere; }
.group > summary .muted { margin-left: 0.6rem; font-size: 0.85rem; }
.findings > li { padding: 0.6rem 0.9rem; border-top: 1px solid var(--line); }
.findings p { margin: 0.25rem 0 0; overflow-wrap: anywhere; }
.mend { margin: 0; padding: 0 0.9rem 0.6rem; }
.coverage td, .coverage th { text-align: left; vertical-align: top; padding: 0.35rem 0.9rem; }
.coverage .unmet { color: var(--muted); text-decoration: underline dotted; cursor: help; }
.evidence { margin-top: 0.3rem; }
.evidence > summary { font-size: 0.85rem; color: var(--muted); }
.exchange { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 0.8rem; margin-top: 0.6rem; }
figure { margin: 0; min-width: 0; }
figcaption { font-size: 0.8rem; color: var(--muted); margin-bottom: 0.25rem; }
.story { counter-reset: event; }
.story li { counter-increment: event; display: grid; grid-template-columns: 2rem 1fr; padding: 0.2rem 0; }
.story li::before { content: counter(event); color: var(--muted); font-variant-numeric: tabular-nums; }
.replay { display: flex; gap: 0.6rem; align-items: flex-start; margin-top: 0.6rem; }
.replay button { --tone: var(--ink); }
.replay pre { flex: 1; padding: 0.4rem 0.75rem; }
@media (max-width: 40rem) {
  .attention li { grid-template-columns: 1fr; }
  .attention p { grid-column: 1; }
  .case > summary { grid-template-columns: auto 1fr; }
  .case .title { grid-column: 1 / -1; grid-row: 2; }
  .case .time { text-align: left; }
  .case .numbers { grid-column: 1 / -1; }
}
@media print { .toolbar { display: none; } }
`;
