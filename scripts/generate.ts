/**
 * Writes the files that are made from others; with `--check` it only tells whether they are current.
 *   openapi.json                         from the zod contracts of packages/server
 *   packages/client/src/api-types.gen.ts from openapi.json
 *   docs/reelay.config.schema.json       from what is known of the configuration file and the kinds of engines
 *   packages/server/migrations/schema.sql from the migrations, applied to an empty database
 */
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { dumpSchema } from '../packages/server/tools/dump-schema.ts';
import { openApiDocument } from '../packages/server/src/http/openapi.ts';
import { enginesFileSchema } from '../packages/server/src/main/routing/engines-schema.ts';

const { version } = JSON.parse(readFileSync('packages/server/package.json', 'utf8'));

async function generatedFiles(): Promise<Record<string, string>> {
  const openapi = `${JSON.stringify(openApiDocument(String(version)), null, 2)}\n`;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the text was made by an OpenAPI generator one line above
  const document = JSON.parse(openapi) as OpenAPI3;
  const types = astToString(await openapiTS(document, { defaultNonNullable: false }));
  return {
    'openapi.json': openapi,
    'packages/client/src/api-types.gen.ts': `// Generated from openapi.json by \`npm run generate\`. Do not edit.\n${types}`,
    'docs/reelay.config.schema.json': `${JSON.stringify(enginesFileSchema(), null, 2)}\n`,
    'packages/server/migrations/schema.sql': await dumpSchema(),
  };
}

const checkOnly = process.argv.includes('--check');
const stale: string[] = [];
for (const [path, content] of Object.entries(await generatedFiles())) {
  let current = '';
  try {
    current = readFileSync(path, 'utf8');
  } catch {
    // not there yet: written below, or reported as stale
  }
  if (current === content) continue;
  if (checkOnly) stale.push(path);
  else {
    writeFileSync(path, content);
    console.log(`wrote ${path}`);
  }
}
if (stale.length > 0) {
  console.error(`not current: ${stale.join(', ')}. Run: npm run generate`);
  process.exitCode = 1;
}
