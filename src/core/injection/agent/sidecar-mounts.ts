import {
  agentTokenDirectory,
  caBundleDirectory,
  certificateDirectory,
  volumeName,
} from '../contract.ts';
import type { InjectionSettings } from '../injection-settings.ts';
import type { VolumeMount } from '../pod/pod.ts';

/** What the sidecar sees; AWS's helper needs no token, but then has no API token either. */
export function sidecarMounts({ caBundle }: InjectionSettings): VolumeMount[] {
  const mounts = [
    { name: volumeName.token, mountPath: agentTokenDirectory, readOnly: true },
    { name: volumeName.certificate, mountPath: certificateDirectory, readOnly: true },
  ];
  if (caBundle === undefined) return mounts;
  return [...mounts, { name: volumeName.caBundle, mountPath: caBundleDirectory, readOnly: true }];
}
