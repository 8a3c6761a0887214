import { eksWebhookConfiguration } from '../../../core/checks/eks-webhook.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { readOne } from './cluster-reader.ts';

export async function gatherEksWebhook(world: DoctorWorld): Promise<boolean> {
  const found = await readOne(await world.kube(), {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    name: eksWebhookConfiguration,
  });
  return found !== undefined;
}
