/** Style and script of the reference page. Both stand in the page itself; `docs-routes.ts` allows exactly these by hash. */
import { raw } from 'hono/html';

export const STYLE_TEXT = `
:root { color-scheme: light dark; --ink: #1c1f24; --soft: #5b6470; --line: #d9dee5; --back: #fff; --panel: #f5f7f9;
  --get: #1d6f42; --post: #1f4fa8; --delete: #a02622; --patch: #7a4a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #9aa4b2; --line: #313843; --back: #14171c; --panel: #1c2128;
  --get: #6fd19b; --post: #8db4ff; --delete: #ff938c; --patch: #f0b45c; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); display: flex; }
nav { width: 20rem; flex: none; height: 100vh; position: sticky; top: 0; overflow: auto; padding: 1rem; border-right: 1px solid var(--line);
  background: var(--panel); font-size: .875rem; }
nav h2 { font-size: .75rem; text-transform: uppercase; letter-spacing: .06em; color: var(--soft); margin: 1.25rem 0 .25rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li a { gap: .6rem; align-items: baseline; }
nav a { display: flex; padding: .2rem .25rem; color: inherit; text-decoration: none; border-radius: .25rem; }
nav a:hover { background: var(--line); }
.brand { gap: .4rem; align-items: baseline; font-weight: 700; font-size: 1.1rem; }
main { flex: 1; min-width: 0; max-width: 62rem; padding: 1.5rem 2rem 6rem; }
h1 { margin-top: 0; }
.group { margin: 3rem 0 0; font-size: 1.35rem; }
section { border-top: 1px solid var(--line); padding: 1.5rem 0; }
h3 { margin: 0; font-weight: 500; overflow-wrap: anywhere; }
h4 { margin: 1.25rem 0 .35rem; font-size: .8rem; text-transform: uppercase; letter-spacing: .05em; color: var(--soft); }
h4 small { text-transform: none; letter-spacing: 0; }
.summary { font-size: 1.1rem; margin: .35rem 0; }
.method { font: 700 .7rem/1 ui-monospace, monospace; text-transform: uppercase; display: inline-block; min-width: 3.4em; flex: none; }
.method.get { color: var(--get); } .method.post { color: var(--post); } .method.delete { color: var(--delete); }
.method.patch, .method.put { color: var(--patch); }
h3 .method { font-size: .95rem; }
code, pre, textarea, input { font-family: ui-monospace, monospace; font-size: .875rem; }
table { width: 100%; border-collapse: collapse; }
td { border-top: 1px solid var(--line); padding: .45rem .75rem .45rem 0; vertical-align: top; overflow-wrap: anywhere; }
td:first-child { width: 28%; } td.type { width: 18%; }
.type, .limits { color: var(--soft); font-size: .875rem; }
.required { color: var(--delete); font-size: .75rem; }
.answer { margin: .35rem 0; } summary { cursor: pointer; }
.status { font: 700 .8rem ui-monospace, monospace; margin-right: .4rem; color: var(--delete); }
.status.s2 { color: var(--get); }
.sample { background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; }
pre { margin: 0; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
.try { display: grid; gap: .5rem; margin-top: .75rem; }
.try input, .try textarea, #key { width: 100%; padding: .45rem .6rem; border: 1px solid var(--line); border-radius: .35rem;
  background: var(--back); color: inherit; }
#key-form { max-width: 30rem; } #key-form label { font-size: .875rem; color: var(--soft); }
button { justify-self: start; padding: .45rem 1rem; border: 0; border-radius: .35rem; background: var(--post); color: var(--back); font: inherit; cursor: pointer; }
button:disabled { opacity: .5; cursor: default; }
.result { border-top: 1px solid var(--line); padding-top: .5rem; max-height: 24rem; }
:focus-visible { outline: 2px solid var(--post); outline-offset: 2px; }
@media (max-width: 50rem) { body { display: block; } nav { width: auto; height: auto; max-height: 40vh; border-right: 0; border-bottom: 1px solid var(--line); }
  main { padding: 1rem; } td, td:first-child, td.type { display: block; width: auto; border: 0; padding: .1rem 0; } tr { display: block; border-top: 1px solid var(--line); padding: .4rem 0; } }
`;

export const SCRIPT_TEXT = `
const key = document.getElementById('key');
key.value = sessionStorage.getItem('reelay-key') ?? '';
key.addEventListener('input', () => sessionStorage.setItem('reelay-key', key.value));
document.getElementById('key-form').addEventListener('submit', (event) => event.preventDefault());
for (const sample of document.querySelectorAll('.sample')) {
  const button = sample.querySelector('.send');
  const result = sample.querySelector('.result');
  button.addEventListener('click', async () => {
    button.disabled = true;
    result.hidden = false;
    result.textContent = 'Waiting for the answer ...';
    const body = sample.querySelector('.body')?.value;
    const headers = key.value ? { authorization: 'Bearer ' + key.value } : {};
    if (body !== undefined) headers['content-type'] = 'application/json';
    try {
      const path = sample.querySelector('.path').value;
      const answer = await fetch(path, { method: sample.dataset.method.toUpperCase(), headers, body });
      const isText = /json|text|csv/.test(answer.headers.get('content-type') ?? '');
      const text = isText ? await answer.text() : '';
      let shown = text;
      try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* shown as it is */ }
      result.textContent = 'HTTP ' + answer.status + '\\n' + shown;
    } catch (error) {
      result.textContent = String(error);
    }
    button.disabled = false;
  });
}
`;

export const PAGE_STYLE = raw(`<style>${STYLE_TEXT}</style>`);
export const PAGE_SCRIPT = raw(`<script>${SCRIPT_TEXT}</script>`);
