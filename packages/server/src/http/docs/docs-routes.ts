import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { HttpEnv } from '../request-context.ts';
import type { Described } from './described.ts';
import { SCRIPT_TEXT, STYLE_TEXT } from './page-assets.ts';
import { referencePage } from './reference-page.ts';

/** `GET /docs`: the reference for people, from the same document that `/openapi.json` answers. Nothing is loaded from elsewhere. */
export function docsRoutes(document: Described): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ strict: false });
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${sha256(STYLE_TEXT)}'`,
    `script-src 'sha256-${sha256(SCRIPT_TEXT)}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  app.get('/docs', async (c) => {
    c.header('Content-Security-Policy', policy);
    c.header('Cache-Control', 'no-cache');
    return c.html(referencePage(document));
  });
  return app;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
