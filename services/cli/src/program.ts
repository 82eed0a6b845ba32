// The command's words. Each command is a file in commands/.
import { createRequire } from 'node:module';
import { Command, Option } from 'commander';
import { parseUsd } from '@switchyard/common/money';
import { applyCatalogFile } from './commands/catalog.js';
import { listBudgets, setBudget } from './commands/budgets.js';
import { costs } from './commands/costs.js';
import { explain } from './commands/explain.js';
import { exportLedger } from './commands/export.js';
import { generate } from './commands/generate.js';
import { createKey, listKeys, revokeKey } from './commands/keys.js';
import { models, providers } from './commands/models.js';
import { providerTypes } from './commands/provider-types.js';
import { status } from './commands/status.js';
import { createTenant, listTenants } from './commands/tenants.js';
import { outputTo } from './output.js';
import { date, list, wholeNumber } from './parse.js';
import { openSession, type Session } from './session.js';
import { findTarget } from './target.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly directory: string;
  readonly write: (text: string) => void;
}

export function buildProgram(surroundings: Surroundings): Command {
  const program = new Command('switchyard')
    .description('Ask models through Switchyard, see why requests went where they went, and what they cost.')
    .addHelpText('after', '\nThe command finds the run of this checkout by .switchyard/run.json, or by run.json in SWITCHYARD_HOME. Elsewhere set SWITCHYARD_ADDRESS (a console URL) and SWITCHYARD_API_KEY.')
    .version(version, '--version', 'print the version')
    .option('--json', 'print JSON instead of tables')
    .showHelpAfterError('Try --help.');
  const session = (): Session => openSession(findTarget(surroundings), outputTo(surroundings.write, program.opts<{ json?: boolean }>().json === true));

  program
    .command('generate')
    .description('one answer')
    .argument('<prompt>', 'what to ask')
    .option('-m, --model <name>', 'a model, or feature:<name>')
    .option('-f, --feature <name>', 'a feature')
    .option('-s, --system <text>', 'a system prompt')
    .option('--max-tokens <n>', 'cap of the answer', wholeNumber)
    .option('--stream', 'show the answer as it comes')
    .action((prompt, options) => generate(session(), prompt, options));
  program
    .command('explain')
    .description('why a request went where it went; with --dry-run, where a prompt would go')
    .argument('<subject>', 'a request id, your own client request id, or with --dry-run a prompt')
    .option('--dry-run', 'decide without sending')
    .option('-m, --model <name>', 'for --dry-run: a model')
    .option('-f, --feature <name>', 'for --dry-run: a feature')
    .action((subject, options) => explain(session(), subject, options));
  program.command('status').description('what is up').action(() => status(session()));
  program.command('models').description('the models of the catalog').action(() => models(session()));
  addProviders(program, session);
  program
    .command('costs')
    .description('what was spent')
    .option('--by <dimensions>', 'up to three of model, provider, tenant, project, feature, api_key, hour, day, month', list, ['model'])
    .option('--from <time>', 'included', date)
    .option('--to <time>', 'excluded', date)
    .action((options) => costs(session(), options));
  program
    .command('export')
    .description('every ledger entry of a period, with a control total')
    .addOption(new Option('--format <format>', 'of the file').choices(['csv']).default('csv'))
    .requiredOption('--out <file>', 'where to write')
    .option('--force', 'replace a file that is there')
    .option('--from <time>', 'included, by the time of booking', date)
    .option('--to <time>', 'excluded', date)
    .action((options) => exportLedger(session(), options));
  addCatalog(program, session, surroundings);
  addTenants(program, session);
  addKeys(program, session);
  addBudgets(program, session);
  return program;
}

function addProviders(program: Command, session: () => Session): void {
  const command = program.command('providers').description('the providers of the catalog').action(() => providers(session()));
  command
    .command('types')
    .description('the kinds of provider that can be added, a line each')
    .argument('[type]', 'one of them, whole: address, key fields, options, an example')
    .action((type) => providerTypes(session(), type));
}

function addCatalog(program: Command, session: () => Session, { env }: Surroundings): void {
  const command = program.command('catalog').description('the declarative file');
  command
    .command('apply')
    .description('show what a switchyard.yaml would change, and change it')
    .argument('<file>')
    .option('--dry-run', 'only show')
    .action((file, options) => applyCatalogFile(session(), file, { env, isDryRun: options.dryRun === true }));
}

function addTenants(program: Command, session: () => Session): void {
  const command = program.command('tenants').description('whose keys, budgets and spend there are');
  command.command('list').description('all tenants').action(() => listTenants(session()));
  command
    .command('create')
    .description('make a tenant')
    .argument('<name>', 'lower-case letters, digits and hyphens')
    .option('--display-name <text>', 'as people write it', '')
    .option('--projects <names>', 'below the tenant', list, [])
    .action((name, options) => createTenant(session(), name, options));
}

function addKeys(program: Command, session: () => Session): void {
  const command = program.command('keys').description('API keys');
  command
    .command('create')
    .description('make a key, and show it this once')
    .argument('<name>', 'unique within the tenant')
    .requiredOption('--tenant <name>', 'whose key it is')
    .addOption(new Option('--role <role>', 'what it may do').choices(['caller', 'viewer', 'operator', 'finance', 'admin']).default('caller'))
    .option('--project <name>', 'below the tenant')
    .option('--models <names>', 'only these models', list)
    .option('--expires <time>', 'when it ends', date)
    .action((name, options) => createKey(session(), name, options));
  command.command('list').description('all keys, without their values').option('--tenant <name>', 'only this tenant', '').action(({ tenant }) => listKeys(session(), tenant));
  command.command('revoke').description('end a key for good').argument('<id>', 'from "keys list"').option('--reason <text>', 'kept in the audit', '').action((id, { reason }) => revokeKey(session(), id, reason));
}

function addBudgets(program: Command, session: () => Session): void {
  const command = program.command('budgets').description('budgets');
  command.command('list').description('where each budget stands').option('--tenant <name>', 'only this tenant', '').action(({ tenant }) => listBudgets(session(), tenant));
  command
    .command('set')
    .description('make a budget, or change it; what is not given stays as it is')
    .argument('<name>', 'unique within the tenant')
    .requiredOption('--tenant <name>', 'whose spend it limits')
    .option('--limit <usd>', 'decimal text such as 5.00; a new budget needs it', (text) => parseUsd(text))
    .addOption(new Option('--window <window>', 'when it starts anew; day for a new one').choices(['day', 'week', 'month']))
    .addOption(new Option('--scope <scope>', 'what it covers; tenant for a new one').choices(['tenant', 'project', 'feature', 'key', 'provider']))
    .option('--scope-id <id>', 'which project, feature, key or provider')
    .option('--alert-at <percents>', 'thresholds that are told, such as 50,80', (text) => list(text).map(wholeNumber))
    .addOption(new Option('--hard', 'refuse what does not fit').conflicts('soft'))
    .option('--soft', 'only tell what does not fit; so is a new one')
    .option('--resume', 'let a stopped budget take requests again')
    .action((name, options) => setBudget(session(), name, options));
}
