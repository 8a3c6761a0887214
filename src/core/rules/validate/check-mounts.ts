import { withoutTrailingSlashes } from '../../without-trailing-slashes.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { NamedPart, RuleSpec } from '../rule.ts';
import type { FieldPath } from './field-path.ts';
import { isTarget, type MountPart, type PlacedContainer, placedContainers } from './parts.ts';
import type { Report } from './report.ts';

/** Every volume that is mounted, or read from, must be one of the rule's: pods have others, or none. */
export function checkMounts(spec: RuleSpec, report: Report): void {
  checkVolumeNames(spec.volumeMounts, ['volumeMounts'], spec, report);
  checkSharedPropagation(spec, report);
  checkFileVariables(spec.env, ['env'], spec, report);
  for (const placed of placedContainers(spec)) {
    const { container, path } = placed;
    checkVolumeNames(container.volumeMounts, [...path, 'volumeMounts'], spec, report);
    checkFileVariables(container.env, [...path, 'env'], spec, report);
    checkDevices(placed, spec, report);
    checkPropagation(placed, report);
    if (isTarget(spec, container)) checkShared(placed, spec, report);
  }
}

function checkVolumeNames(
  mounts: readonly MountPart[] | undefined,
  path: FieldPath,
  { volumes = [] }: RuleSpec,
  report: Report,
): void {
  mounts?.forEach(({ name }, index) => {
    if (!name || volumes.some((volume) => volume.name === name)) return;
    report([...path, index, 'name'], {
      code: 'IAMRA345',
      message: `names the volume “${name}”, which the rule does not have`,
      fix: `add a volume ${name} to spec.volumes, or correct the name`,
    });
  });
}

function checkFileVariables(
  variables: readonly NamedPart[] | undefined,
  path: FieldPath,
  { volumes = [] }: RuleSpec,
  report: Report,
): void {
  variables?.forEach(({ valueFrom }, index) => {
    const { fileKeyRef } = (valueFrom ?? {}) as { readonly fileKeyRef?: { volumeName?: string } };
    const wanted = fileKeyRef?.volumeName;
    if (!wanted || volumes.some(({ name, emptyDir }) => name === wanted && emptyDir)) return;
    report([...path, index, 'valueFrom', 'fileKeyRef', 'volumeName'], {
      code: 'IAMRA345',
      message: `names “${wanted}”, which is no emptyDir volume of the rule`,
    });
  });
}

function checkDevices({ container, path }: PlacedContainer, spec: RuleSpec, report: Report): void {
  const { volumeDevices = [], volumeMounts = [] } = container;
  const seen = new Set<string>();
  volumeDevices.forEach(({ name, devicePath }, index) => {
    const volume = spec.volumes?.find((candidate) => candidate.name === name);
    const here = [...path, 'volumeDevices', index, 'name'];
    if (volume?.['persistentVolumeClaim'] === undefined && volume?.['ephemeral'] === undefined) {
      report(here, {
        code: 'IAMRA345',
        message: `names “${name}”, which is no persistentVolumeClaim or ephemeral volume of the rule`,
      });
    }
    const isMounted = volumeMounts.some(
      (mount) => mount.name === name || mount.mountPath === devicePath,
    );
    if (isMounted || seen.has(name) || seen.has(`${devicePath}`)) {
      report(here, { code: 'IAMRA344', message: `or its path is used twice in this container` });
    }
    seen.add(name).add(`${devicePath}`);
  });
}

function checkPropagation({ container, path }: PlacedContainer, report: Report): void {
  if (container.securityContext?.privileged === true) return;
  container.volumeMounts?.forEach(({ mountPropagation }, index) => {
    if (mountPropagation !== 'Bidirectional') return;
    report([...path, 'volumeMounts', index, 'mountPropagation'], {
      code: 'IAMRA343',
      message: '“Bidirectional” is only for containers with securityContext.privileged: true',
    });
  });
}

function checkSharedPropagation({ volumeMounts }: RuleSpec, report: Report): void {
  volumeMounts?.forEach(({ mountPropagation }, index) => {
    if (mountPropagation !== 'Bidirectional') return;
    report(['volumeMounts', index, 'mountPropagation'], {
      code: 'IAMRA348',
      message: '“Bidirectional” is only for privileged containers, which not every container is',
    });
  });
}

function normalMount(mount: MountPart): MountPart {
  return { ...mount, mountPath: withoutTrailingSlashes(mount.mountPath ?? '') };
}

/** What a rule gives to all containers must not contradict what its own containers have. */
function checkShared({ container, path }: PlacedContainer, spec: RuleSpec, report: Report): void {
  container.volumeMounts?.forEach((mount, index) => {
    const own = normalMount(mount);
    const shared = spec.volumeMounts
      ?.map(normalMount)
      .find(({ mountPath }) => mountPath === own.mountPath);
    if (shared === undefined || canonicalJson(shared) === canonicalJson(own)) return;
    report([...path, 'volumeMounts', index, 'mountPath'], {
      code: 'IAMRA344',
      message: `“${shared.mountPath}” is in spec.volumeMounts too, with another volume or options`,
      fix: 'mount it in one of the two places, or name the others in spec.targetContainers',
    });
  });
  container.env?.forEach((variable, index) => {
    const shared = spec.env?.find(({ name }) => name === variable.name);
    if (shared === undefined || canonicalJson(shared) === canonicalJson(variable)) return;
    report([...path, 'env', index, 'name'], {
      code: 'IAMRA344',
      message: `“${shared.name}” is in spec.env too, with another value`,
      fix: 'set it in one of the two places, or name the other containers in spec.targetContainers',
    });
  });
}
