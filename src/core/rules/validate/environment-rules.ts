import { parseQuantity } from '../../quantity.ts';
import type { Report } from './report.ts';
import type { Fields, TypeRules } from './type-rules.ts';
import {
  dataKey,
  dnsLabel,
  dnsSubdomain,
  labelKey,
  noStepsBack,
  oneOf,
  type ValueCheck,
  variableName,
} from './value-checks.ts';

const resourcePattern =
  /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-\d+(Ki|Mi|Gi|Ti|k|M|G|T)?)$/;

const sources = ['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef'];

const objectKey: TypeRules = {
  required: ['name', 'key'],
  values: { name: dnsSubdomain, key: dataKey },
};

const objectName: TypeRules = { required: ['name'], values: { name: dnsSubdomain } };

/** Variables, and the fields of pods that they and files are made from. */
export const environmentRules: Readonly<Record<string, TypeRules>> = {
  EnvVar: { required: ['name'], values: { name: variableName }, whole: checkVariable },
  EnvVarSource: { exactlyOne: sources },
  EnvFromSource: { exactlyOne: ['configMapRef', 'secretRef'], values: { prefix: variableName } },
  ConfigMapEnvSource: objectName,
  SecretEnvSource: objectName,
  ConfigMapKeySelector: objectKey,
  SecretKeySelector: objectKey,
  FileKeySelector: {
    required: ['key', 'path', 'volumeName'],
    values: { key: variableName, path: noStepsBack, volumeName: dnsLabel },
  },
  ObjectFieldSelector: {
    required: ['fieldPath'],
    values: { apiVersion: oneOf('v1') },
  },
  ResourceFieldSelector: {
    required: ['resource'],
    values: {
      resource: (resource) =>
        resourcePattern.test(String(resource))
          ? undefined
          : 'must be limits or requests of cpu, memory, ephemeral-storage or hugepages, like limits.memory',
    },
    whole: checkDivisor,
  },
};

/** Fields of a pod that a variable may hold. */
export const variableField = fieldCheck([
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]);

/** Fields of a pod that a file of a volume may hold. */
export const fileField = fieldCheck([
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.labels',
  'metadata.annotations',
]);

function checkVariable({ value, valueFrom }: Fields, report: Report): void {
  if (valueFrom === undefined) return;
  if (value !== undefined && value !== '') {
    report(['valueFrom'], { code: 'IAMRA346', message: 'excludes value' });
  }
  const { fieldRef } = valueFrom as { readonly fieldRef?: FieldReference };
  checkFieldPath(fieldRef, variableField, (path, complaint) => {
    report(['valueFrom', 'fieldRef', ...path], complaint);
  });
}

export interface FieldReference {
  readonly fieldPath?: string;
}

/** Which field may be named depends on where it goes. */
export function checkFieldPath(
  fieldRef: FieldReference | undefined,
  check: ValueCheck,
  report: Report,
): void {
  const path = fieldRef?.fieldPath ?? '';
  const problem = path === '' ? undefined : check(path);
  if (problem !== undefined) {
    report(['fieldPath'], { code: 'IAMRA343', message: `“${path}” ${problem}` });
  }
}

function fieldCheck(fields: readonly string[]): ValueCheck {
  return (value) => {
    const path = String(value);
    const [, map, key] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path) ?? [];
    if (key !== undefined) return labelKey(map === 'labels' ? key : key.toLowerCase());
    return fields.includes(path)
      ? undefined
      : `must be ${fields.join(', ')}, metadata.labels['KEY'] or metadata.annotations['KEY']`;
  };
}

function checkDivisor({ divisor, resource }: Fields, report: Report): void {
  if (divisor === undefined || parseQuantity(divisor) === 0) return;
  const content = divisor as string | number;
  const isCpu = (resource as string | undefined)?.endsWith('.cpu') === true;
  const pattern = isCpu ? /^1m?$/ : /^1([kMGTPE]|[KMGTPE]i)?$/;
  if (pattern.test(String(content))) return;
  report(['divisor'], {
    code: 'IAMRA343',
    message: `must be ${isCpu ? '1 or 1m' : '1, or 1 and a unit like 1Mi'}`,
  });
}
