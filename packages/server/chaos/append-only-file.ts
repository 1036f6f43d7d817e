import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A journal: a line is on the disk when `append` returns, so what was answered afterwards is never forgotten. */
export interface AppendOnlyFile<Line> {
  append(line: Line): void;
  close(): void;
}

export function openAppendOnlyFile<Line>(path: string): AppendOnlyFile<Line> {
  const file = openSync(path, 'a');
  return {
    append(line) {
      writeSync(file, `${JSON.stringify(line)}\n`);
      fdatasyncSync(file);
    },
    close: () => closeSync(file),
  };
}

/** Every line, in order; none when there is no file yet. SIGKILL never leaves half of such a short write behind. */
export function readAppendOnlyFile(path: string): readonly unknown[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
