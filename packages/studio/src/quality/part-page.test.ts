import { expect, test } from 'vitest';
import { IMAGE_BARS, MOTION_BARS, passes } from './part-bars.ts';
import { partPage } from './part-page.ts';

test('a bar for which nothing could be measured is missed', () => {
  expect(passes({ bar: IMAGE_BARS.gain, measured: null, checks: 0 })).toBe(false);
});

test('some figures must be reached and others must not be passed', () => {
  expect(passes({ bar: IMAGE_BARS.gain, measured: 2, checks: 1 })).toBe(true);
  expect(passes({ bar: IMAGE_BARS.gain, measured: 1.99, checks: 1 })).toBe(false);
  expect(passes({ bar: MOTION_BARS.bone_error, measured: 3, checks: 1 })).toBe(true);
  expect(passes({ bar: MOTION_BARS.bone_error, measured: 3.01, checks: 1 })).toBe(false);
});

test('a page names what was missed, and names of files are text and not markup', () => {
  const page = partPage({
    title: 'Quality',
    about: '',
    results: [{ bar: IMAGE_BARS.gain, measured: 1.5, checks: 3 }],
    tables: [{ title: 'Pairs', columns: ['Pair'], rows: [['<b>cat</b>']] }],
    sheets: [],
  });
  expect(page).toContain('1 of 1 bars are missed');
  expect(page).toContain('+1.50 dB');
  expect(page).toContain('&lt;b&gt;cat&lt;/b&gt;');
  expect(page).not.toContain('<b>cat');
});
