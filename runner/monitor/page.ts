import { html } from "../../reports/index.ts";
import type { ScenarioStatus, Status } from "./status.ts";

const style = `
  :root { color-scheme: light dark; --pass: #1a7f37; --fail: #cf222e; --stale: #8250df; --other: #9a6700; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; padding: .5rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); vertical-align: top; }
  .state { font-weight: 600; color: var(--other); }
  .pass { color: var(--pass); } .fail { color: var(--fail); } .stale { color: var(--stale); }
  @media (prefers-color-scheme: dark) { :root { --pass: #3fb950; --fail: #ff7b72; --stale: #d2a8ff; --other: #d29922; } }
`;

/** The status as a page for people: business capabilities, their state, and how old that knowledge is. */
export function statusPage(status: Status): string {
  return html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta http-equiv="refresh" content="10" />
      <title>${status.state} – ${status.environment}</title>
      <style>
        ${style}
      </style>
    </head>
    <body>
      <main>
        <h1>${status.environment}: <span class="state ${status.state}">${status.state}</span></h1>
        <p>As of ${status.at}. The same as <a href="/status.json">JSON</a>.</p>
        <table>
          <thead>
            <tr>
              <th scope="col">Business case</th>
              <th scope="col">Capability</th>
              <th scope="col">From</th>
              <th scope="col">State</th>
              <th scope="col">Age</th>
              <th scope="col">Took</th>
            </tr>
          </thead>
          <tbody>
            ${status.scenarios.map(row)}
          </tbody>
        </table>
      </main>
    </body>
  </html>
`.text;
}

function row(scenario: ScenarioStatus) {
  const notes = [scenario.message, scenario.cleanup?.verdict === "fail" ? scenario.cleanup.message : undefined];
  return html`<tr>
    <td>
      ${scenario.title}
      ${notes.filter((note) => note !== undefined).map((note) => html`<br /><small>${note}</small>`)}
    </td>
    <td>${scenario.capability}</td>
    <td>${scenario.location}</td>
    <td class="state ${scenario.state}">${scenario.state}</td>
    <td>${scenario.ageSeconds === undefined ? "–" : `${Math.round(scenario.ageSeconds)} s`}</td>
    <td>${scenario.durationMilliseconds === undefined ? "–" : `${Math.round(scenario.durationMilliseconds)} ms`}</td>
  </tr>`;
}
