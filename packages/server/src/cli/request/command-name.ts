/** How a person has to begin a command that we suggest: in the way in which this one was begun. */
export function commandName(): string {
  const { npm_command: command, npm_lifecycle_event: script } = process.env;
  if (command === 'exec') return 'npx reelay';
  return script === 'reelay' ? 'npm run reelay --' : 'reelay';
}

/** A word as a shell reads it back. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
