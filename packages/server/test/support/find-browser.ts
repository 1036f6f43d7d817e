import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium; null when this machine has none on its PATH. */
export function findBrowser(): string | null {
  const directories = (process.env['PATH'] ?? '').split(delimiter);
  const paths = directories.flatMap((directory) => NAMES.map((name) => join(directory, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}
