import type { ChooseEngine } from '../http/http-deps.ts';
import type { Router } from '../router/router.ts';

/** Who would make it, asked before anything is accepted: the first engine of its route that can. */
export function engineChooser(router: () => Router): ChooseEngine {
  return (wish) => {
    const { list, notes, why } = router().possible(wish);
    const [first] = list;
    return first ? { engine: first.engine, notes } : { engine: null, why };
  };
}
