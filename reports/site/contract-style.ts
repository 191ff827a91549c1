/** The look of contract pages, on top of the shared style. */
export const contractStyle = /* css */ `
.hero, .operation, .named, .contents, .rules { padding: 1.25rem 1.5rem; }
.hero p { margin: 0.6rem 0; }
.hero .facts { margin-top: 1rem; }
.version { color: var(--muted); font-weight: 400; }
.contents { margin-top: 1rem; }
.contents ul, .terms { list-style: none; margin: 0; padding: 0; }
.contents li { padding: 0.2rem 0; }
.contents a, .method { text-decoration: none; color: inherit; }
.contents a:hover code, .method:hover code { text-decoration: underline; }
.contents .badge, .method .badge { min-width: 4.2rem; justify-content: center; font-family: var(--mono); --tone: var(--accent); }
.operation, .named { margin-top: 1rem; }
.operation h3, .named h3, .named h2 { margin: 0 0 0.5rem; }
.operation h3 code { font-size: 1rem; overflow-wrap: anywhere; }
.operation h4 { margin: 1.2rem 0 0.3rem; font-size: 0.85rem; color: var(--muted); }
.operation p, .schema p { margin: 0.15rem 0; }
.operation:target, .named:target { border-color: var(--accent); }
.must { color: var(--fail); font-size: 0.75rem; font-weight: 400; }
th[scope=row] { font-weight: 500; white-space: nowrap; width: 1%; }
td { overflow-wrap: anywhere; }
.schema table { margin-top: 0.4rem; }
details { margin: 0.25rem 0; }
.folded { display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: baseline; }
.folded details[open] { flex-basis: 100%; }
.text { max-width: 48rem; white-space: pre-line; }
summary { cursor: pointer; }
td summary, td ul { font-size: 0.9rem; }
td ul { margin: 0.25rem 0; padding-left: 1.2rem; }
.rules { padding-left: 2.75rem; margin: 0; }
.rules > li { padding: 0.2rem 0; }
.rules ol { padding-left: 1.3rem; color: var(--muted); }
`;
