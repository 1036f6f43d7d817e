/**
 * The building blocks of our own drawings: rounded parts lit from the upper left, without outlines, so that they look
 * like the emoji set. A part is a flat colour, a sheen over it, and a filter that lights its upper left edge.
 */
type Finish =
  /** A large body: broad light and shade along its edges. */
  | 'soft'
  /** A small part: narrow edges. */
  | 'fine'
  /** An upright cylinder. */
  | 'tube'
  | 'ball'
  /** Painted on: no light of its own. */
  | 'flat';

export const WOOD = '#b9764a';
export const DARK_WOOD = '#7d4a35';
export const PALE_WOOD = '#e3ad74';
export const STEEL = '#c3c8d8';
export const DARK_STEEL = '#565a72';
export const IRON = '#34344a';
export const BRASS = '#f0b63c';
export const CERAMIC = '#f3f0fa';
export const GLASS = '#bfe4ff';
export const SKY_GLASS = '#48b4f5';
export const RED = '#e8414d';
export const BLUE = '#3f7be8';
export const GREEN = '#4fae5a';
export const ORANGE = '#f58a3c';
export const BRICK = '#d4684f';
export const STONE = '#c9bfc9';
export const CREAM = '#fbe8cf';
export const BLACK = '#2a2638';

const BASE = {
  soft: 'url(#slab)',
  fine: 'url(#slab)',
  tube: 'url(#tube)',
  ball: 'url(#ball)',
  flat: null,
} as const satisfies Record<Finish, string | null>;

const FILTER = {
  soft: 'filter="url(#soft)"',
  fine: 'filter="url(#fine)"',
  tube: 'filter="url(#fine)"',
  ball: 'filter="url(#soft)"',
  flat: '',
} as const satisfies Record<Finish, string>;

/** A complete SVG, `height` about 100 units so that edges are equally wide on every drawing. */
export function drawing(width: number, height: number, ...parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><defs>${DEFINITIONS}</defs>${parts.join('')}</svg>`;
}

export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  colour: string,
  finish: Finish = 'fine',
): string {
  return part(`rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"`, colour, finish);
}

export function oval(
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
  colour: string,
  finish: Finish = 'ball',
): string {
  return part(`ellipse cx="${x}" cy="${y}" rx="${radiusX}" ry="${radiusY}"`, colour, finish);
}

export function disc(x: number, y: number, radius: number, colour: string, finish: Finish = 'fine'): string {
  return oval(x, y, radius, radius, colour, finish);
}

/** Any outline, as SVG path data. */
export function shape(d: string, colour: string, finish: Finish = 'fine'): string {
  return part(`path d="${d}"`, colour, finish);
}

/** A straight round bar between two points. */
export function rod(x1: number, y1: number, x2: number, y2: number, width: number, colour: string): string {
  const length = Math.hypot(x2 - x1, y2 - y1) + width;
  const degrees = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI - 90;
  const bar = box(-width / 2, -length / 2, width, length, width / 2, colour, 'tube');
  const place = `translate(${round((x1 + x2) / 2)} ${round((y1 + y2) / 2)}) rotate(${round(degrees)})`;
  return `<g transform="${place}">${bar}</g>`;
}

/** A bent bar: an open path with round ends. Its light is three strokes, which cost less than a filter. */
export function wire(d: string, width: number, colour: string, finish: 'fine' | 'flat' = 'fine'): string {
  if (finish === 'flat') return stroke(d, width, colour, 1, 0);
  return (
    stroke(d, width, colour, 1, 0) +
    stroke(d, width, '#3a0f5c', 0.3, 0) +
    stroke(d, width * 0.76, colour, 1, width * -0.07) +
    stroke(d, width * 0.3, '#fff6e8', 0.4, width * -0.16)
  );
}

function stroke(d: string, width: number, colour: string, opacity: number, shift: number): string {
  const place = shift === 0 ? '' : ` transform="translate(${round(shift)} ${round(shift)})"`;
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="${round(width)}" stroke-linecap="round" stroke-linejoin="round"${place}/>`;
}

/** Parts turned clockwise about a point. */
export function turned(degrees: number, x: number, y: number, ...parts: readonly string[]): string {
  return `<g transform="rotate(${degrees} ${x} ${y})">${parts.join('')}</g>`;
}

/** Parts seen through, such as glass. */
export function sheer(opacity: number, ...parts: readonly string[]): string {
  return `<g opacity="${opacity}">${parts.join('')}</g>`;
}

/** The same part again and again; `make` gets 0, 1, 2... */
export function repeat(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('');
}

/** A tyre with a pale hub. */
export function wheel(x: number, y: number, radius: number, tyre = IRON, hub = STEEL): string {
  return (
    disc(x, y, radius, tyre) + disc(x, y, radius * 0.55, hub) + disc(x, y, radius * 0.2, DARK_STEEL, 'flat')
  );
}

/** A pane with a gleam across its corner. */
export function pane(
  x: number,
  y: number,
  width: number,
  height: number,
  radius = 1.5,
  colour = SKY_GLASS,
): string {
  const gleam = `M${x + width * 0.12} ${y + height * 0.6}L${x + width * 0.6} ${y + height * 0.1}H${x + width * 0.85}L${x + width * 0.12} ${y + height * 0.85}Z`;
  return box(x, y, width, height, radius, colour) + sheer(0.3, shape(gleam, '#ffffff', 'flat'));
}

function part(element: string, colour: string, finish: Finish): string {
  const sheen = BASE[finish];
  if (sheen === null) return `<${element} fill="${colour}"/>`;
  return `<g ${FILTER[finish]}><${element} fill="${colour}"/><${element} fill="${sheen}"/></g>`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/**
 * Lights the upper left edge of a part and shades its lower right one, `width` units wide. One blur serves both edges:
 * filters are most of what a drawing costs.
 */
function edgeFilter(id: string, width: number): string {
  const near = width * 0.85;
  return [
    `<filter id="${id}" x="-1%" y="-1%" width="102%" height="102%" color-interpolation-filters="sRGB">`,
    `<feGaussianBlur in="SourceAlpha" stdDeviation="${width * 0.9}" result="soft"/>`,
    `<feOffset in="soft" dx="${-width}" dy="${-width * 1.2}" result="lit"/>`,
    '<feFlood flood-color="#3a0f5c" flood-opacity=".5"/><feComposite in2="lit" operator="out"/>',
    '<feComposite in2="SourceGraphic" operator="atop" result="shaded"/>',
    `<feOffset in="soft" dx="${near}" dy="${near * 1.1}" result="dark"/>`,
    '<feFlood flood-color="#fff6e8" flood-opacity=".62"/><feComposite in2="dark" operator="out"/>',
    '<feComposite in2="shaded" operator="atop"/></filter>',
  ].join('');
}

const DEFINITIONS = `
<linearGradient id="slab" x1=".2" y1="0" x2=".65" y2="1"><stop stop-color="#fff" stop-opacity=".26"/><stop offset=".45" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#4a1060" stop-opacity=".2"/></linearGradient>
<linearGradient id="tube"><stop stop-color="#3a0f5c" stop-opacity=".12"/><stop offset=".3" stop-color="#fff" stop-opacity=".42"/><stop offset=".55" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#3a0f5c" stop-opacity=".38"/></linearGradient>
<radialGradient id="ball" cx=".36" cy=".28" r=".85"><stop stop-color="#fff" stop-opacity=".5"/><stop offset=".42" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#3a0f5c" stop-opacity=".42"/></radialGradient>
${edgeFilter('soft', 2.6)}${edgeFilter('fine', 0.9)}`;
