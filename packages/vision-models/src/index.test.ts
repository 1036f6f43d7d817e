import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MODELS, type ModelName, modelPath } from './index.ts';

const names = Object.keys(MODELS) as ModelName[];

describe('the networks', () => {
  it.each(names)('%s is the file whose size and hash the table names', (name) => {
    const bytes = readFileSync(modelPath(name));
    expect(bytes.length).toBe(MODELS[name].byteCount);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(MODELS[name].sha256);
  });

  it('are all in the table, each with a licence that lets us pass it on', () => {
    const files = readdirSync(dirname(modelPath('u2netp'))).filter((file) => file.endsWith('.onnx'));
    expect(files.sort()).toEqual(names.map((name) => MODELS[name].file).sort());
    for (const name of names) {
      expect(MODELS[name].upstream.licence).toBe('Apache-2.0');
      expect(MODELS[name].source.licence).toBe('MIT');
    }
  });

  it('weigh 30 MB at most', () => {
    const sum = names.reduce((total, name) => total + MODELS[name].byteCount, 0);
    expect(sum).toBeLessThanOrEqual(30e6);
  });
});
