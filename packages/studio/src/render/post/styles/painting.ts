import type { Shot } from '../../../scene/shot.ts';
import type { Frame } from '../../frame.ts';
import type { View } from '../../view.ts';
import type { Scratch } from '../scratch.ts';

/** What a style paints over: the developed picture and what it shows. */
export interface Painting {
  readonly frame: Frame;
  readonly scratch: Scratch;
  readonly view: View;
  readonly shot: Shot;
}
