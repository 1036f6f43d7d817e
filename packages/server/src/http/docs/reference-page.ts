import { html } from 'hono/html';
import type { Content, Described, Operation } from './described.ts';
import { exampleOf } from './example-of.ts';
import { PAGE_SCRIPT, PAGE_STYLE } from './page-assets.ts';
import { fieldRow, prose, schemaRows, type Markup } from './schema-rows.ts';

interface Entry {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly anchor: string;
}

/** The reference as one page of HTML that needs nothing else: made from the OpenAPI document and nothing more. */
export function referencePage(document: Described): Markup {
  const groups = groupsOf(document);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${document.info.title} API reference</title>
        ${[PAGE_STYLE]}
      </head>
      <body>
        <nav aria-label="Operations">
          <a class="brand" href="#top">${document.info.title} <small>${document.info.version}</small></a>
          ${groups.map(
            ([name, entries]) =>
              html`<h2>${name}</h2>
                <ul>
                  ${entries.map(
                    (entry) =>
                      html`<li>
                        <a href="#${entry.anchor}"
                          ><span class="method ${entry.method}">${entry.method}</span> ${
                            entry.operation.summary ?? entry.path
                          }</a
                        >
                      </li>`,
                  )}
                </ul>`,
          )}
        </nav>
        <main id="top">
          ${opening(document)}
          ${groups.map(
            ([name, entries]) =>
              html`<h2 class="group">${name}</h2>
                ${entries.map((entry) => operationSection(document, entry))}`,
          )}
        </main>
        ${[PAGE_SCRIPT]}
      </body>
    </html>`;
}

function opening({ info }: Described): Markup {
  return html`<h1>${info.title} API</h1>
    <p>${info.description ?? ''}</p>
    <p>
      Send your key as <code>Authorization: Bearer rk_test_...</code>. Every answer has an
      <code>X-Request-Id</code>; every refusal has a <code>detail</code> for people and a stable
      <code>code</code>. The machine-readable description is <a href="/openapi.json">/openapi.json</a>.
    </p>
    <form id="key-form">
      <label for="key">Key for “Send” below, kept in this tab only</label>
      <input id="key" type="password" autocomplete="off" spellcheck="false" placeholder="rk_test_..." />
    </form>`;
}

/** Operations by tag, in the order of the document. */
function groupsOf(document: Described): readonly (readonly [string, readonly Entry[]])[] {
  const groups = new Map<string, Entry[]>();
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? 'Other';
      const entry = { method, path, operation, anchor: operation.operationId ?? `${method}${path}` };
      groups.set(tag, [...(groups.get(tag) ?? []), entry]);
    }
  return [...groups];
}

function operationSection(document: Described, { method, path, operation, anchor }: Entry): Markup {
  const parameters = operation.parameters ?? [];
  return html`<section id="${anchor}">
    <h3><span class="method ${method}">${method}</span> <code>${path}</code></h3>
    <p class="summary">${operation.summary ?? ''}</p>
    ${operation.description === undefined ? '' : html`<p>${prose(operation.description)}</p>`}
    ${
      parameters.length === 0
        ? ''
        : html`<h4>Parameters</h4>
            <table>
              <tbody>
                ${parameters.map((parameter) =>
                  fieldRow(document, {
                    name: parameter.name,
                    schema: { ...parameter.schema, ...described(parameter.description) },
                    required: parameter.required === true,
                    level: 0,
                    note: parameter.in,
                  }),
                )}
              </tbody>
            </table>`
    }
    ${bodySection(document, operation)}
    <h4>Request</h4>
    ${requestSample(document, { method, path, operation, anchor })}
    <h4>Answers</h4>
    ${Object.entries(operation.responses).map(([status, response]) =>
      answer(document, status, response.description, response.content),
    )}
  </section>`;
}

const described = (description: string | undefined) => (description === undefined ? {} : { description });

function bodySection(document: Described, { requestBody }: Operation): Markup {
  const entries = Object.entries(requestBody?.content ?? {});
  return html`${entries.map(
    ([type, { schema }]) =>
      html`<h4>Body <small>${type}</small></h4>
        ${schema ? schemaRows(document, schema) : ''}`,
  )}`;
}

function answer(document: Described, status: string, description: string, content?: Content): Markup {
  const schema = Object.values(content ?? {})[0]?.schema;
  const line = html`<span class="status s${status.slice(0, 1)}">${status}</span> ${prose(description)}`;
  if (!schema || !status.startsWith('2')) return html`<p class="answer">${line}</p>`;
  return html`<details class="answer">
    <summary>${line}</summary>
    ${schemaRows(document, schema)}
  </details>`;
}

function requestSample(document: Described, { method, path, operation }: Entry): Markup {
  const schema = operation.requestBody?.content['application/json']?.schema;
  const body = schema ? JSON.stringify(exampleOf(document, schema), null, 2) : null;
  const lines = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}"$REELAY_URL${path}"`,
    ...(operation.security ? [`-H "Authorization: Bearer $REELAY_API_KEY"`] : []),
    ...(body === null ? [] : [`-H 'Content-Type: application/json'`, `-d '${body}'`]),
  ];
  return html`<div class="sample" data-method="${method}" data-path="${path}">
    <pre><code>${lines.join(' \\\n  ')}</code></pre>
    <div class="try">
      <input class="path" aria-label="Path" value="${path}" />
      ${body === null ? '' : html`<textarea class="body" aria-label="Body" rows="6">${body}</textarea>`}
      <button type="button" class="send">Send</button>
      <pre class="result" hidden></pre>
    </div>
  </div>`;
}
