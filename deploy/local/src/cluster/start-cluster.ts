// Each service its own process, started together, supervised, ready when all answer.
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { clientOf, openTransport, type Transport } from '@switchyard/common/grpc';
import { checkout } from '../places.js';
import { readyPollMs, readyWaitMs } from '../limits.js';
import type { Running } from '../running.js';
import type { ServicePlan } from '../service-plan.js';
import type { CertificateFiles } from './authority.js';
import { SupervisedProcess } from './supervised-process.js';

export interface ClusterOptions {
  readonly plans: readonly ServicePlan[];
  readonly logs: string;
  readonly applier: CertificateFiles;
  readonly onStarted: (id: string) => void;
}

export async function startCluster({ plans, logs, applier, onStarted }: ClusterOptions): Promise<Running> {
  const listeners: (() => void)[] = [];
  const processes = plans.map(
    ({ id, service, env }) =>
      new SupervisedProcess({
        id,
        command: process.execPath,
        args: ['--enable-source-maps', join(checkout, 'services', service, 'dist', 'main.js')],
        env: { PATH: process.env['PATH'] ?? '', ...env },
        logFile: join(logs, `${id}.log`),
        onRestart: () => listeners.forEach((listener) => listener()),
      }),
  );
  const closeAll = async (): Promise<void> => {
    transports.forEach((transport) => transport.close());
    for (const stage of stopStages(processes, plans)) await Promise.all(stage.map((running) => running.stop()));
  };
  const transports = new Map<string, Transport>();
  try {
    await Promise.all(plans.map(async (plan) => {
      await untilReady(plan, logs);
      onStarted(plan.id);
    }));
  } catch (error) {
    await closeAll();
    throw error;
  }
  const tls = { ca: readFileSync(applier.caFile), cert: readFileSync(applier.certFile), key: readFileSync(applier.keyFile), serverName: 'switchyard' };
  return {
    pids: () => Object.fromEntries(processes.flatMap(({ id, pid }) => (pid === undefined ? [] : [[id, pid]]))),
    onChange: (listener) => void listeners.push(listener),
    connect(service, at) {
      const address = plans.find((plan) => plan.service === at)?.address ?? '';
      let transport = transports.get(address);
      if (transport === undefined) transports.set(address, (transport = openTransport({ address, as: 'applier', tls })));
      return clientOf(service, transport);
    },
    failed: new Promise(() => {}),
    close: closeAll,
  };
}

/** Doors first, then those they called, and the ledger before the keys it never needed. */
function stopStages(processes: readonly SupervisedProcess[], plans: readonly ServicePlan[]): SupervisedProcess[][] {
  const of = (...services: string[]): SupervisedProcess[] => processes.filter(({ id }) => services.includes(plans.find((plan) => plan.id === id)?.service ?? ''));
  return [of('console'), of('router'), of('provider-adapter', 'health-monitor'), of('cost-ledger'), of('catalog', 'credential')];
}

async function untilReady({ id, operationsPort }: ServicePlan, logs: string): Promise<void> {
  const giveUpAtMs = Date.now() + readyWaitMs;
  while (Date.now() < giveUpAtMs) {
    const answer = await fetch(`http://127.0.0.1:${operationsPort}/readyz`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, readyPollMs));
  }
  throw new Error(`${id} was not ready within ${readyWaitMs / 1000} s; its log is ${join(logs, `${id}.log`)}.`);
}
