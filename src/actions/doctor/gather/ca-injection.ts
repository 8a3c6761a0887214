import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CaInjection } from '../../../core/checks/cluster-facts.ts';
import {
  isFilledIn,
  throwAwayConfiguration,
} from '../../../core/checks/throw-away-configuration.ts';
import type { Kube, KubeObject, ObjectReference } from '../../../kube/kube.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { readDeployments } from './cert-manager.ts';
import { type ClusterObject, readAll, readOne } from './cluster-reader.ts';

const waitSeconds = 10;
const pollMilliseconds = 200;
const leaseName = 'cert-manager-cainjector-leader-election';

interface Lease extends ClusterObject {
  readonly spec?: { readonly renewTime?: string };
}

/** Lets cainjector fill in a webhook configuration that no request matches, which is deleted again. */
export async function gatherCaInjection(world: DoctorWorld): Promise<CaInjection> {
  const kube = await world.kube();
  const [injected, deployments, lease] = await Promise.all([
    tryInjection(kube, world.context.signal),
    readDeployments(kube, 'app.kubernetes.io/name=cainjector'),
    // It only explains: whoever may not read it hears less.
    findLease(kube).catch(() => undefined),
  ]);
  return { injected, waitedSeconds: waitSeconds, deployments, lease };
}

async function tryInjection(kube: Kube, signal: AbortSignal): Promise<boolean> {
  const reference: ObjectReference = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    name: `iamra-doctor-${randomBytes(4).toString('hex')}`,
  };
  try {
    await kube.create(throwAwayConfiguration({ name: reference.name }) as KubeObject);
    return await waitUntilFilledIn(kube, reference, signal);
  } finally {
    await kube.delete(reference);
  }
}

async function waitUntilFilledIn(
  kube: Kube,
  reference: ObjectReference,
  signal: AbortSignal,
): Promise<boolean> {
  const deadline = performance.now() + waitSeconds * 1000;
  for (;;) {
    const found = await readOne(kube, reference);
    if (found !== undefined && isFilledIn(found)) return true;
    if (signal.aborted || performance.now() > deadline) return false;
    await delay(pollMilliseconds);
  }
}

async function findLease(kube: Kube): Promise<CaInjection['lease']> {
  const leases = await readAll<Lease>(kube, {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    fieldSelector: `metadata.name=${leaseName}`,
  });
  const [lease] = leases;
  if (lease === undefined) return undefined;
  const renewedAt = lease.spec?.renewTime;
  return {
    name: `${lease.metadata.namespace ?? ''}/${lease.metadata.name}`,
    renewedAt: renewedAt === undefined ? undefined : new Date(renewedAt),
  };
}
