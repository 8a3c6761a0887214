import { quote } from '../../injection/notice.ts';
import type { Container } from '../../injection/pod/pod.ts';
import type { RuleVolumeMount } from '../rule.ts';
import type { Candidate } from './candidate.ts';
import { nameOf, type PlanCall, refuse, warn } from './plan-call.ts';

/** The mounts but those at the path of a block device, which none may share and none can replace. */
export function withoutDevices(
  call: PlanCall,
  writer: Candidate,
  container: Container,
  mounts: readonly RuleVolumeMount[],
): readonly RuleVolumeMount[] {
  const devices = container.volumeDevices ?? [];
  if (devices.length === 0) return mounts;
  const isFree = ({ mountPath }: RuleVolumeMount): boolean =>
    !devices.some(({ devicePath }) => devicePath === mountPath);
  for (const { mountPath } of mounts.filter((mount) => !isFree(mount))) {
    tellOfDevice(call, writer, `path ${quote(mountPath)} of container ${quote(container.name)}`);
  }
  return mounts.filter(isFree);
}

function tellOfDevice(call: PlanCall, writer: Candidate, place: string): void {
  if (writer.isRecorded) return;
  const message = `${nameOf(writer)} cannot mount at ${place}: the pod has a device there`;
  if (writer.rule.onConflict === 'fail') refuse(call, message);
  else warn(call, 'IAMRA330', message);
}
