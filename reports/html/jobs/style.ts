/** The look of what a report shows of jobs. */
export const jobStyle = /* css */ `
.matrix.faults td, .matrix.faults thead th + th { width: auto; }
.matrix.faults td > * { white-space: nowrap; font-variant-numeric: tabular-nums; font-size: 0.85rem; }
.matrix.upright thead th { vertical-align: bottom; }
.matrix.upright thead th + th span { writing-mode: vertical-rl; transform: rotate(180deg); text-align: left; }
.matrix.upright td { padding: 0.2rem 0.1rem; }
.matrix.upright td > * { min-width: 2.4rem; padding: 0.15rem 0.3rem; }
.matrix.upright td > a { font-size: 0.8rem; }
button.cited { border: 0; background: none; padding: 0; font: inherit; color: var(--accent); text-decoration: underline; text-underline-offset: 0.15em; }
.story li:last-child::before { content: "⇒"; }
.facts .download { padding: 0.05rem 0.5rem; margin-left: 0.6rem; }
.timeline {
  --hue0: light-dark(#2b55c8, #8fb0ff); --hue1: light-dark(#8a5a00, #e8b75a); --hue2: light-dark(#0b7285, #66d0e0);
  --hue3: light-dark(#7a3fb8, #c79bf2); --hue4: light-dark(#3b6e22, #9fd083); --hue5: light-dark(#5a5d66, #b9bdc6);
}
.timeline figcaption { margin-bottom: 0.5rem; }
.timeline .controls { display: flex; flex-wrap: wrap; gap: 0.4rem; margin-bottom: 0.6rem; }
.timeline button[aria-disabled=true] { color: var(--muted); opacity: 0.6; cursor: default; }
.timeline .picture { border: 1px solid var(--line); border-radius: 8px; overflow: hidden; background: var(--surface); }
.lanes { display: block; width: 100%; height: auto; font-size: 12px; print-color-adjust: exact; }
.lanes text { fill: var(--ink); }
.lanes .axis { fill: var(--muted); font-size: 11px; }
.lanes .name { font-weight: 600; font-size: 13px; }
.lanes .grid { stroke: var(--line); }
.lanes .lane { fill: none; } .lanes .even { fill: var(--sunken); }
.lanes .gap { fill: var(--muted); opacity: 0.4; }
.lanes .band { fill: var(--inconclusive); opacity: 0.17; }
.lanes .killed, .lanes .ended { fill: var(--ink); opacity: 0.1; }
.lanes .store-down { fill: var(--fail); opacity: 0.1; }
.lanes text.fault { fill: var(--muted); font-size: 11px; }
.lanes .lease { fill: color-mix(in srgb, var(--hue) 20%, var(--surface)); stroke: var(--hue); }
.timeline .tail { stroke: var(--fail); stroke-width: 1.5; stroke-dasharray: 3 3; fill: none; }
.lanes .hue0 { --hue: var(--hue0); } .lanes .hue1 { --hue: var(--hue1); } .lanes .hue2 { --hue: var(--hue2); }
.lanes .hue3 { --hue: var(--hue3); } .lanes .hue4 { --hue: var(--hue4); } .lanes .hue5 { --hue: var(--hue5); }
.lanes .leader { stroke: var(--muted); fill: none; opacity: 0.7; }
.lanes .cite { text-anchor: middle; font: 600 11px var(--mono); }
.lanes .cite.broken { fill: var(--fail); }
.mark { --mark: var(--ink); cursor: default; }
.mark .reach { fill: transparent; stroke: none; }
.mark .glyph { fill: var(--mark); stroke: var(--mark); stroke-width: 1.4; stroke-linejoin: round; }
.mark.beat .glyph, .mark.check .glyph, .mark.clean .glyph { fill: none; stroke-width: 1.8; }
.mark.beat, .mark.dot, .mark.due { --mark: var(--muted); }
.mark.effect { --mark: var(--pass); }
.mark.fail .glyph, .mark.info .glyph { fill: var(--surface); }
.mark.info .glyph { stroke-dasharray: 2 1.5; }
.mark.check.fail .glyph { fill: none; stroke-dasharray: 2 2; }
.mark.fault { --mark: var(--inconclusive); }
.mark.fault .glyph { fill: var(--mark); stroke-dasharray: none; }
.mark.effect.fail { --mark: var(--muted); }
.mark.effect.repeated .glyph { fill: color-mix(in srgb, var(--mark) 30%, var(--surface)); }
.mark.broken { --mark: var(--fail); }
.mark.broken .glyph { fill: var(--mark); stroke-width: 2; }
.mark.check.broken .glyph, .mark.beat.broken .glyph, .mark.clean.broken .glyph { fill: none; stroke-width: 3; }
.mark.cited .reach { stroke: var(--mark); stroke-width: 1.2; }
.mark:hover .reach { fill: color-mix(in srgb, var(--accent) 25%, transparent); }
.mark:focus { outline: none; }
.mark:focus .reach { stroke: var(--accent); stroke-width: 2.5; fill: color-mix(in srgb, var(--accent) 18%, transparent); }
.told { min-height: 3.1em; margin: 0.5rem 0 0; font-size: 0.9rem; overflow-wrap: anywhere; }
.told.fail { color: var(--fail); }
.note { margin: 0.2rem 0 0; font-size: 0.8rem; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; margin: 0.5rem 0 0; padding: 0; font-size: 0.8rem; }
.legend li { display: flex; align-items: center; gap: 0.25rem; }
.legend svg { width: 16px; height: 16px; }
.takeovers svg { width: 20rem; max-width: 100%; height: auto; display: block; font-size: 11px; print-color-adjust: exact; }
.takeovers .timely { fill: var(--accent); } .takeovers .late { fill: var(--fail); }
.takeovers .base { stroke: var(--line); } .takeovers .bound { stroke: var(--ink); stroke-dasharray: 3 3; }
.takeovers text { fill: var(--muted); } .takeovers .end { text-anchor: end; }
@media print { .timeline .controls, .told, .download { display: none; } .timeline, .takeovers { break-inside: avoid; } }
`;
