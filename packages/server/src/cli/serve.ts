import { type Command, Option } from 'commander';
import { describeSettings, readConfig } from '../main/config.ts';
import { createLogger } from '../main/create-logger.ts';
import { ROLES, type Role, type RunningServer, startServer } from '../main/start-server.ts';
import { untilSignal } from './until-signal.ts';

/** `reelay serve`: the API, the worker, or both, until SIGTERM or SIGINT. */
export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('Run the API and the worker until SIGTERM or Ctrl-C.')
    .addOption(new Option('--role <role>', 'which part this process plays').choices(ROLES).default('all'))
    .addHelpText('after', `\nSettings, from the environment:\n${describeSettings()}`)
    .action(async ({ role }: { role: Role }) => {
      const config = readConfig(process.env);
      const log = createLogger(config.logLevel);
      const signal = untilSignal();
      const server = await startServer(config, role, log);
      const engines = describeEngines(server.configured);
      if (server.url)
        console.log(welcome(server.url, engines, server.newKeys, config.bootstrapKey !== undefined));
      else
        console.log(
          `reelay worker is running${answering(server.operationsUrl)}; Ctrl-C stops it\n${engines}`,
        );
      const reload = (): void => {
        server
          .reload()
          .catch((error: unknown) =>
            log.error({ err: String(error) }, 'the old configuration stays in force'),
          );
      };
      process.on('SIGHUP', reload);
      await signal;
      process.off('SIGHUP', reload);
      log.info({}, 'stopping');
      await server.stop();
    });
}

/** Where a worker can be asked how it is. */
function answering(url: string | null): string {
  return url === null ? '' : ` and answers ${url}/readyz`;
}

function describeEngines(configured: RunningServer['configured']): string {
  if (configured === null) return 'No configuration of engines: live keys run on the studio.';
  const { source, ids } = configured;
  return `Engines of ${source}: ${ids.length === 0 ? 'none but the studio' : ids.join(', ')}`;
}

function welcome(
  url: string,
  engines: string,
  keys: { readonly test: string; readonly live: string } | null,
  ownKey: boolean,
): string {
  const lines = [`Reelay is ready at ${url}`, engines];
  const key = keys && !ownKey ? keys.test : '$REELAY_API_KEY';
  if (keys) {
    lines.push('', 'Keys of the default account, shown only this once:');
    if (!ownKey) lines.push(`  test (play money, runs on the studio)  ${keys.test}`);
    lines.push(`  live (real credit)                     ${keys.live}`);
    lines.push('', ...signingHint(url, key));
  }
  lines.push(
    '',
    'Try it:',
    `  REELAY_URL=${url} REELAY_API_KEY=${key} npm run -s reelay -- generate "a red kite over a green hill" -o kite.mp4`,
    `  curl -s ${url}/v1/kling/generate -H "Authorization: Bearer ${key}" \\`,
    `    -H 'Content-Type: application/json' -d '{"prompt":"A red kite over a green hill, pan left"}'`,
    `The reference is at ${url}/docs.`,
    '',
  );
  return lines.join('\n');
}

/** The secret itself stays out of the terminal's history until somebody asks for it. */
function signingHint(url: string, key: string): readonly string[] {
  return [
    'Webhooks are signed. Each environment has a secret, which its keys can show once:',
    `  REELAY_URL=${url} REELAY_API_KEY=${key} npm run -s reelay -- webhooks secret --reveal`,
    `  curl -s -X POST ${url}/v1/webhooks/secret/reveal -H "Authorization: Bearer ${key}"`,
  ];
}
