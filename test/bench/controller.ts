import { setTimeout as sleep } from 'node:timers/promises';
import { pollUntil } from '../fixtures/poll-until.ts';
import type { BenchOptions, Figures } from './figures.ts';
import { type AuditedRequest, requestsWithin, type TimeSpan } from './support/audit-log.ts';
import { type ControllerStage, createControllerStage } from './support/controller-stage.ts';
import { readSamples } from './support/read-samples.ts';
import { sampleMemory } from './support/sample-memory.ts';
import type { ServerProcess } from './support/server-process.ts';

const identities = 2000;
const steadyMilliseconds = 120_000;
const megabyte = 1_000_000;
/** What the controller counts of it. */
const work = [
  'iamra_controller_reconciliations_total{kind="serviceaccount",outcome="label"}',
  'iamra_controller_reconciliations_total{kind="certificate",outcome="apply"}',
];

/** What the controller did in a while. */
interface Phase {
  readonly span: TimeSpan;
  /** The most that it had of resident memory, in MB. */
  readonly memory: number;
}

/**
 * The identity controller with 2,000 ServiceAccounts on a real API server: first it makes their
 * certificates, then there is nothing left to do.
 * @throws {ClusterError} where the API server cannot be built here
 */
export async function measure({ short }: BenchOptions): Promise<Figures> {
  if (short) return {};
  const stage = await createControllerStage(identities);
  try {
    const from = Date.now();
    const controller = await stage.startController();
    const making = await watch(controller, from, () => untilSettled(controller));
    await checkCertificates(stage);
    const steady = await watch(controller, Date.now(), () => sleep(steadyMilliseconds));
    await controller.stop();
    return figuresOf(making, steady, await stage.readRequests());
  } finally {
    await stage.close();
  }
}

async function watch(
  controller: ServerProcess,
  from: number,
  act: () => Promise<void>,
): Promise<Phase> {
  const memory = sampleMemory(controller);
  await act();
  const to = Date.now();
  return { span: { from, to }, memory: Math.max(...(await memory.stop())) / megabyte };
}

/** Until each ServiceAccount has its label and its certificate, and nothing waits for a look. */
async function untilSettled(controller: ServerProcess): Promise<void> {
  await pollUntil(async () => {
    const samples = await readSamples(controller);
    const isDone = work.every((name) => (samples.get(name) ?? 0) >= identities);
    return (isDone && samples.get('iamra_controller_queue_length') === 0) || undefined;
  });
}

/** Asks the API server, not the controller, whether the work was done. */
async function checkCertificates({ countCertificates }: ControllerStage): Promise<void> {
  const count = await countCertificates();
  if (count !== identities) throw new Error(`the controller made ${count} certificates`);
}

function figuresOf(making: Phase, steady: Phase, requests: readonly AuditedRequest[]): Figures {
  const rows = [making, steady].map((phase) => rowOf(phase, requests));
  const [, , rate = Number.NaN] = rows[1] ?? [];
  return {
    budgets: { controllerMemory: steady.memory, controllerRequests: rate },
    tables: { controller: rows },
  };
}

function rowOf({ span, memory }: Phase, requests: readonly AuditedRequest[]): number[] {
  const count = requestsWithin(requests, span).length;
  const seconds = (span.to - span.from) / 1000;
  return [seconds, count, count / seconds, memory];
}
