import type { Engine } from '../engines/engine.ts';
import type { ChooseEngine } from '../http/http-deps.ts';

/**
 * Test keys always run on the studio. Live keys run on the configured engines; while the studio is the only one, it
 * serves them too, and the answer says so: it never stands in silently for something else.
 */
export function engineChooser(engines: ReadonlyMap<string, Engine>): ChooseEngine {
  return ({ environment, ...wish }) => {
    const studio = engines.get('studio');
    if (!studio) return { engine: null, why: 'No engine is configured.' };
    const support = studio.supports(wish);
    if (!support.supported) return { engine: null, why: support.why };
    const notes = [...(support.notes ?? [])];
    if (environment === 'live')
      notes.push('The studio made this, not a hosted model: it is the only engine configured.');
    return { engine: studio.id, notes };
  };
}
