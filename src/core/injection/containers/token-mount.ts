import { tokenDirectory, volumeName } from '../contract.ts';
import type { Container, VolumeMount } from '../pod/pod.ts';

/** How a container sees the token. */
export const tokenMount: VolumeMount = Object.freeze({
  name: volumeName.token,
  mountPath: tokenDirectory,
  readOnly: true,
});

/** The list of it that many pods get. */
export const tokenMounts: readonly VolumeMount[] = Object.freeze([tokenMount]);

/** Says whether the container has our volume at the token's path. */
export function mountsToken(container: Container): boolean {
  return mountAtTokenPath(container)?.name === volumeName.token;
}

/** Says whether the container has a volume of its own at the token's path. */
export function blocksToken(container: Container): boolean {
  const mount = mountAtTokenPath(container);
  return mount !== undefined && mount.name !== volumeName.token;
}

/** Says whether it is our volume at the token's path. */
export function isTokenMount({ name, mountPath }: VolumeMount): boolean {
  return name === volumeName.token && isTokenPath(mountPath);
}

function mountAtTokenPath({ volumeMounts }: Container): VolumeMount | undefined {
  return (volumeMounts ?? []).find(({ mountPath }) => isTokenPath(mountPath));
}

function isTokenPath(path: string): boolean {
  return path === tokenDirectory || path === `${tokenDirectory}/`;
}
