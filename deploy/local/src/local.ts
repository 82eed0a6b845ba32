// The run, whole: surroundings, services, catalog, demonstration, and what scripts read.
import { join, resolve } from 'node:path';
import type { Life, ServiceDefinition } from '@switchyard/common/lifecycle';
import { applyCatalog } from './apply-catalog.js';
import { chooseCatalog } from './choose-catalog.js';
import { createAuthority } from './cluster/authority.js';
import { startCluster } from './cluster/start-cluster.js';
import { demonstrate } from './demonstration/gather.js';
import { runDemonstration } from './demonstration/run-demonstration.js';
import { defaultPorts, servicesStopWaitMs } from './limits.js';
import { optionNotes, readOptions, type LocalOptions } from './options.js';
import { checkout, placesIn, type Places } from './places.js';
import { choosePort, freePort } from './ports.js';
import { PlainError } from './plain-error.js';
import { openPlainLog, type PlainLog } from './plain-log.js';
import { removeRunFile, runnerOf, writeRunFile } from './run-file.js';
import type { Running } from './running.js';
import { showReady } from './show-ready.js';
import { screenOn, type Screen } from './screen.js';
import { localSecrets, type LocalSecrets } from './secrets.js';
import { planServices, type ServicePlan } from './service-plan.js';
import { startSingle } from './single/start-single.js';
import { openSurroundings, type Surroundings } from './surroundings.js';

export const local: ServiceDefinition<LocalOptions> = {
  name: 'local',
  loadConfig: readOptions,
  async start(options, life) {
    const startedAtMs = Date.now();
    const screen = screenOn((text) => void process.stdout.write(text));
    const places = placesIn(options.home === undefined ? join(checkout, '.switchyard') : resolve(options.home));
    const other = runnerOf(places.runFile);
    if (other !== undefined) throw new PlainError(`Switchyard runs here already, as process ${other}. Stop it with Ctrl-C, or "kill ${other}".`);
    const chosen = chooseCatalog(options);
    const secrets = localSecrets(places);
    const notes: string[] = optionNotes(options);

    let rewrite = (): void => {};
    screen.line(`Starting Switchyard ${options.isCluster ? 'as separate processes' : 'in one process'}…`);
    const surroundings = await openSurroundings({ options, places, natsPassword: secrets.natsPassword, life, notes, onRestart: () => rewrite(), onTrouble: (what, error) => screen.line(`${what} does not start again: ${String(error)}`) });
    const doors = await chooseDoors(options, notes);
    const consolePort = await choosePort(options.consolePort ?? defaultPorts.console, notes, 'the console');
    const { running, plans } = await startServices({ options, places, life, secrets, surroundings, doors, consolePort, screen });

    const applied = await applyCatalog({ chosen, places, running, secrets, surroundings });
    const addresses = { grpc: `127.0.0.1:${doors[0]?.grpc}`, http: `http://127.0.0.1:${doors[0]?.http}`, console: `http://127.0.0.1:${consolePort}` };
    rewrite = () =>
      writeRunFile(places.runFile, {
        ...addresses,
        sandbox: surroundings.sandbox.control,
        postgres: surroundings.databaseUrl,
        nats: options.isCluster ? surroundings.natsUrl : null,
        traces: surroundings.receiver.endpoint,
        apiKey: secrets.apiKey,
        adminKey: secrets.adminKey,
        services: servicesOf(plans, doors),
        pids: { runner: process.pid, ...surroundings.pids(), ...running.pids() },
      });
    running.onChange(() => rewrite());
    rewrite();
    await life.use('run file', { close: () => removeRunFile(places.runFile) });

    if (chosen.maySpend && options.traceSampleRatio === 1) {
      const call = { running, receiver: surroundings.receiver, grpc: addresses.grpc, apiKey: secrets.apiKey, model: applied.model, prompt: 'Say in one sentence what a switchyard is.' };
      await runDemonstration({ isOnce: options.isOnce, screen, demonstrate: () => demonstrate(call) });
    }
    showReady(screen, { ...addresses, secrets, model: applied.model, notes: [...notes, ...applied.notes], seconds: (Date.now() - startedAtMs) / 1000 });
    // A signal to ourselves ends the run the way Ctrl-C does, in order.
    if (options.isOnce) process.kill(process.pid, 'SIGTERM');
    else screen.line(`Ctrl-C stops it. Data stays in ${places.data}${options.home === undefined ? ' until "make clean"' : ''}; logs are in ${places.logs}.`);
  },
};

async function chooseDoors(options: LocalOptions, notes: string[]) {
  const doors = [];
  for (let index = 0; index < options.routers; index += 1) {
    const isFirst = index === 0;
    doors.push({
      grpc: isFirst ? await choosePort(options.grpcPort ?? defaultPorts.grpc, notes, 'gRPC') : await freePort(),
      http: isFirst ? await choosePort(options.httpPort ?? defaultPorts.http, notes, 'HTTP') : await freePort(),
    });
  }
  return doors;
}

interface StartOptions {
  readonly options: LocalOptions;
  readonly places: Places;
  readonly life: Life;
  readonly secrets: LocalSecrets;
  readonly surroundings: Surroundings;
  readonly doors: readonly { grpc: number; http: number }[];
  readonly consolePort: number;
  readonly screen: Screen;
}

async function startServices({ options, places, life, secrets, surroundings, doors, consolePort, screen }: StartOptions): Promise<{ running: Running; plans: readonly ServicePlan[] }> {
  const authority = options.isCluster ? await createAuthority(join(places.run, 'tls')) : undefined;
  const plans = await planServices({
    places,
    databaseUrl: surroundings.databaseUrl,
    natsUrl: surroundings.natsUrl,
    otlpEndpoint: surroundings.receiver.endpoint,
    kekFile: secrets.kekFile,
    // Their logs are files, where more may stand than on the screen.
    logLevel: options.isCluster && options.env['LOG_LEVEL'] === undefined ? 'info' : options.logLevel,
    traceSampleRatio: options.traceSampleRatio,
    nodeOptions: options.nodeOptions,
    witnessWaitMs: options.witnessWaitMs,
    holdSuspectAfterMs: options.holdSuspectAfterMs,
    vendorEnv: options.vendorEnv,
    doors,
    consolePort,
    adapters: options.isCluster ? options.adapters : 1,
    cluster: authority === undefined ? undefined : { freePort, certificates: (service) => authority.issue(service) },
  });
  const onStarted = (id: string): void => screen.line(`  ${id} is ready`);
  const starting =
    authority === undefined
      ? startSingle({ plans, otlpEndpoint: surroundings.receiver.endpoint, logLevel: options.logLevel, log: await openLog(places, life, screen), traceSampleRatio: options.traceSampleRatio, onStarted })
      : startCluster({ plans, logs: places.logs, applier: await authority.issue('applier'), onStarted });
  const running = await life.use('services', starting, { closeTimeoutMs: servicesStopWaitMs });
  void running.failed.then((error) => life.fail(error));
  return { running, plans };
}

/** Separate processes have a log file each; here one file has them all. */
function openLog(places: Places, life: Life, screen: Screen): Promise<PlainLog> {
  return life.use('log', openPlainLog({ file: join(places.logs, 'switchyard.log'), show: (line) => screen.line(line) }));
}

/** Doors for those who call, internal addresses for the others. */
function servicesOf(plans: readonly ServicePlan[], doors: readonly { grpc: number }[]): Record<string, string> {
  const routers = plans.filter(({ service }) => service === 'router').map(({ id }) => id);
  return Object.fromEntries(plans.map(({ id, address, service }) => [id, service === 'router' ? `127.0.0.1:${doors[routers.indexOf(id)]?.grpc}` : address]));
}
