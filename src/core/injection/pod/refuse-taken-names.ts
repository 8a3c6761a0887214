import type { PlacedContainer } from '../containers/list-containers.ts';
import { blocksToken } from '../containers/token-mount.ts';
import { tokenDirectory } from '../contract.ts';
import { covers } from '../covers.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import { notice, quote } from '../notice.ts';
import type { PodSpec, Volume } from './pod.ts';

/** Volumes of the user's that bear the names of ours; in a pod that has the agent they are ours. */
export function refuseTakenVolumes(spec: PodSpec, wanted: readonly Volume[]): InjectionNotice[] {
  return (spec.volumes ?? [])
    .filter((volume) => wanted.some((ours) => ours.name === volume.name && !covers(volume, ours)))
    .map(({ name }) =>
      notice('IAMRA308', `the pod has a volume ${quote(name)} that is not iamra's`),
    );
}

/** Containers with a volume of their own where the token goes. */
export function refuseTakenPaths(containers: readonly PlacedContainer[]): InjectionNotice[] {
  return containers
    .filter(({ container }) => blocksToken(container))
    .map(({ container: { name } }) =>
      notice(
        'IAMRA308',
        `container ${quote(name)} mounts a volume of its own at ${tokenDirectory}, which is iamra's`,
      ),
    );
}
