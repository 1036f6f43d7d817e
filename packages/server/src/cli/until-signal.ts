/** Resolves at the first SIGTERM or SIGINT. A second SIGINT ends the process at once, for people in a hurry. */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let seen = false;
    const note = (signal: NodeJS.Signals): void => {
      if (seen && signal === 'SIGINT') process.exit(130);
      seen = true;
      resolve(signal);
    };
    process.on('SIGTERM', note);
    process.on('SIGINT', note);
  });
}
