import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Side of the square that every icon of the set is drawn in. */
const ICON_SIZE = 32;

const iconSchema = z.object({ body: z.string() });

/** Where the `"body": "..."` line of an icon lies in the set's file, in bytes. */
interface Place {
  readonly start: number;
  readonly length: number;
}

let index: ReadonlyMap<string, Place> | null = null;

/** The SVG of an icon of the emoji set by its name, such as `red-apple`. */
export function emojiSvg(name: string): string {
  const path = iconSetPath();
  index ??= indexIcons(readFileSync(path));
  const place = index.get(name);
  if (place === undefined)
    throw new Error(`unknown emoji '${name}': not an icon of @iconify-json/fluent-emoji`);
  const line = readPlace(path, place);
  const { body } = iconSchema.parse(JSON.parse(`{${line}}`));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${ICON_SIZE} ${ICON_SIZE}">${body}</svg>`;
}

function iconSetPath(): string {
  return fileURLToPath(import.meta.resolve('@iconify-json/fluent-emoji/icons.json'));
}

/**
 * Finds the icons without parsing the set: it is 104 MB of JSON, of which a render needs some tens of kilobytes.
 * The file is pretty-printed with one line per string, and a JSON string holds no line break.
 */
function indexIcons(bytes: Buffer): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const opening = /^\t\t"([^"]+)": \{$/;
  const bodyMark = Buffer.from('\t\t\t"body": "');
  let name: string | null = null;
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(10, start);
    const end = newline === -1 ? bytes.length : newline;
    if (name !== null && bytes.compare(bodyMark, 0, bodyMark.length, start, start + bodyMark.length) === 0) {
      // A trailing comma means that width or other fields follow on lines of their own.
      const comma = bytes[end - 1] === 44 ? 1 : 0;
      places.set(name, { start, length: end - comma - start });
      name = null;
    } else if (end - start < 120) {
      name = opening.exec(bytes.toString('utf8', start, end))?.[1] ?? null;
    }
    start = end + 1;
  }
  return places;
}

function readPlace(path: string, place: Place): string {
  const bytes = Buffer.alloc(place.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes, 0, place.length, place.start);
  } finally {
    closeSync(file);
  }
  return bytes.toString('utf8');
}
