import { randomBytes } from 'node:crypto';
import { parseArn } from '../../../core/arn.ts';
import type { TestPod } from '../../../core/checks/cluster-facts.ts';
import type { IamraConfig } from '../../../core/config/iamra-config.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import { annotationKey } from '../../../core/injection/annotation-keys.ts';
import type { InjectionDefaults } from '../../../core/injection/injection-settings.ts';
import type { Kube, KubeObject } from '../../../kube/kube.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { readExcludedNamespaces } from './excluded-namespaces.ts';

const usualNamespace = 'default';
const madeUp = 'arn:aws:rolesanywhere:us-east-1:111122223333';
const noId = '00000000-0000-0000-0000-000000000000';

/** Has the API server admit a pod that asks for credentials, without storing it. */
export async function gatherTestPod(world: DoctorWorld): Promise<TestPod> {
  const kube = await world.kube();
  const namespace = world.input.namespace ?? usualNamespace;
  const settings = (await world.read('installation'))?.settings;
  const excluded = await readExcludedNamespaces(kube, settings);
  if (excluded.has(namespace)) return { namespace, outcome: { kind: 'excluded' } };
  const config = await world.read('config').catch(() => undefined);
  const pod = testPod(namespace, annotations(arnsOf(settings?.defaults ?? {}, config)));
  return { namespace, outcome: await admit(kube, pod) };
}

async function admit(kube: Kube, pod: KubeObject): Promise<TestPod['outcome']> {
  try {
    return { kind: 'admitted', pod: await kube.create(pod, { dryRun: true }) };
  } catch (error) {
    if (!IamraError.is(error) || error.code !== 'IAMRA151' || isForbidden(error)) throw error;
    return { kind: 'refused', message: error.message };
  }
}

/** Whether this identity may not make pods at all; admission speaks of other things. */
function isForbidden({ message }: IamraError): boolean {
  return /cannot create resource "pods"/.test(message);
}

interface Arns {
  readonly profile: string;
  readonly anchor: string;
}

/** The installation's own ARNs where it has some: a pod of its kind is what shall be tried. */
function arnsOf(defaults: InjectionDefaults, config: IamraConfig | undefined): Arns {
  const profile = defaults.profileArn ?? config?.profile?.arn;
  const anchor = defaults.trustAnchorArn ?? config?.trustAnchor?.arn;
  if (profile !== undefined && anchor !== undefined) return { profile, anchor };
  return { profile: `${madeUp}:profile/${noId}`, anchor: `${madeUp}:trust-anchor/${noId}` };
}

function annotations({ profile, anchor }: Arns): Record<string, string> {
  const { partition, account } = parseArn(profile) ?? { partition: 'aws', account: '' };
  return {
    [annotationKey.roleArn]: `arn:${partition}:iam::${account}:role/iamra-doctor`,
    [annotationKey.profileArn]: profile,
    [annotationKey.trustAnchorArn]: anchor,
  };
}

/** Fits the Pod Security Standard “restricted”, so that only what concerns us can refuse it. */
function testPod(namespace: string, podAnnotations: Record<string, string>): KubeObject {
  const name = `iamra-doctor-${randomBytes(4).toString('hex')}`;
  const resources = { cpu: '10m', memory: '16Mi' };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, annotations: podAnnotations },
    spec: {
      restartPolicy: 'Never',
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'app',
          image: 'registry.k8s.io/pause:3.10',
          resources: { requests: resources, limits: resources },
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
            runAsUser: 65_532,
          },
        },
      ],
    },
  };
  return pod;
}
