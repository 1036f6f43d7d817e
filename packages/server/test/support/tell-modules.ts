/** `node --import` of this: when the program ends it prints which modules of packages it has loaded. */
import { registerHooks } from 'node:module';

const loaded = new Set<string>();

registerHooks({
  load(url, context, nextLoad) {
    if (url.includes('/node_modules/')) loaded.add(url);
    return nextLoad(url, context);
  },
});

process.on('exit', () => console.log(`loaded: ${[...loaded].join(' ')}`));
