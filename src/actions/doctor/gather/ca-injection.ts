import type { CaInjection } from '../../../core/checks/cluster-facts.ts';
import type { Kube } from '../../../kube/kube.ts';
import { probeCainjector } from '../../preflight/probe-cainjector.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { type ClusterObject, readAll } from './cluster-reader.ts';

const leaseName = 'cert-manager-cainjector-leader-election';

interface Lease extends ClusterObject {
  readonly spec?: { readonly renewTime?: string };
}

/** What cainjector does, and what may explain why it doesn't. */
export async function gatherCaInjection(world: DoctorWorld): Promise<CaInjection> {
  const kube = await world.kube();
  const injection = await probeCainjector(kube, world.context.signal);
  // Whoever may not read the Lease hears less.
  const lease = injection.injected ? undefined : await findLease(kube).catch(() => undefined);
  return { ...injection, lease };
}

async function findLease(kube: Kube): Promise<CaInjection['lease']> {
  const [lease] = await readAll<Lease>(kube, {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    fieldSelector: `metadata.name=${leaseName}`,
  });
  if (lease === undefined) return undefined;
  const renewedAt = lease.spec?.renewTime;
  return {
    name: `${lease.metadata.namespace ?? ''}/${lease.metadata.name}`,
    renewedAt: renewedAt === undefined ? undefined : new Date(renewedAt),
  };
}
