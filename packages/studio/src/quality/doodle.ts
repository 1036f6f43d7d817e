import type { Picture } from '../pixels/picture.ts';
import { loadPicture } from './load-picture.ts';

/** A child's drawing of a figure on paper: no pose network finds it, a silhouette does. */
const DOODLE_SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="960" viewBox="0 0 720 960">
<rect width="720" height="960" fill="#f6f1e4"/>
<g fill="none" stroke="#e9e2cf" stroke-width="2"><path d="M0 160H720M0 320H720M0 480H720M0 640H720M0 800H720"/></g>
<g stroke="#2b2a33" stroke-width="9" stroke-linejoin="round" stroke-linecap="round">
<path d="M300 610 L268 800 L232 838 L310 838 L352 640 Z" fill="#5a77c8"/>
<path d="M420 610 L452 800 L488 838 L410 838 L368 640 Z" fill="#5a77c8"/>
<path d="M276 400 L140 452 L112 498 L146 512 L288 462 Z" fill="#f2b98c"/>
<path d="M444 400 L580 452 L608 498 L574 512 L432 462 Z" fill="#f2b98c"/>
<path d="M268 380 Q360 350 452 380 L440 640 Q360 672 280 640 Z" fill="#e2564a"/>
<circle cx="360" cy="240" r="122" fill="#f6c79c"/>
<path d="M240 220 Q250 96 360 104 Q470 96 480 220 Q420 160 360 176 Q300 160 240 220 Z" fill="#7a4a2a"/>
<circle cx="316" cy="246" r="14" fill="#2b2a33"/><circle cx="404" cy="246" r="14" fill="#2b2a33"/>
<path d="M310 300 Q360 342 410 300" fill="none"/>
</g></svg>`;

export function drawDoodle(): Promise<Picture> {
  return loadPicture(Buffer.from(DOODLE_SVG));
}
