import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ROUTES } from '../src/http/routes.ts';
import { nativeApi } from './support/native-api.ts';

test('the reference page describes every operation of the contract', async () => {
  const { app } = await nativeApi();
  const page = await (await app.request('/docs')).text();
  for (const route of ROUTES) {
    expect(page).toContain(`<section id="${route.operationId}">`);
    expect(page).toContain(route.path);
  }
});

test('the reference page loads nothing from elsewhere, and its policy allows exactly the style and script in it', async () => {
  const { app } = await nativeApi();
  const answer = await app.request('/docs');
  const page = await answer.text();
  expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  const policy = answer.headers.get('content-security-policy') ?? '';
  for (const [, element = ''] of page.matchAll(/<(?:style|script)>([\s\S]*?)<\/(?:style|script)>/g))
    expect(policy).toContain(`'sha256-${createHash('sha256').update(element).digest('base64')}'`);
});

test('what a description says is shown as text, never as markup', async () => {
  const { app } = await nativeApi();
  const page = await (await app.request('/docs')).text();
  expect(page.match(/<script/g)).toHaveLength(1);
});
