import { commandName, shellWord } from '../request/command-name.ts';

/** How to go on with generations that are under way. */
export function resumeHint(ids: readonly string[], output?: string): string {
  const rest = output === undefined ? '' : ` -o ${shellWord(output)}`;
  return `${commandName()} generations watch ${ids.join(' ')}${rest}`;
}
