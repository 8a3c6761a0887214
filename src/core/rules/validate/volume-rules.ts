import { parseQuantity } from '../../quantity.ts';
import { checkFieldPath, type FieldReference, fileField } from './environment-rules.ts';
import { fieldsOf } from './field-types.ts';
import { type Report, reportBelow } from './report.ts';
import type { Fields, Quantities, TypeRules } from './type-rules.ts';
import {
  annotationKey,
  between,
  dnsLabel,
  dnsSubdomain,
  fileMode,
  labelKey,
  labelValue,
  localPath,
  noStepsBack,
  oneOf,
} from './value-checks.ts';

const hostPathTypes = [
  '',
  'DirectoryOrCreate',
  'Directory',
  'FileOrCreate',
  'File',
  'Socket',
  'CharDevice',
  'BlockDevice',
];

const keyTypes = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];

const signerName = (value: unknown): string | undefined => {
  const [domain = '', ...path] = String(value).split('/');
  const isName = path.length === 1 && domain.includes('.') && dnsSubdomain(domain) === undefined;
  return isName && dnsSubdomain(path[0]) === undefined
    ? undefined
    : 'must be a domain and a name, like example.com/signer';
};

/** Volumes of the kinds that are in use. */
export const volumeRules: Readonly<Record<string, TypeRules>> = {
  Volume: {
    required: ['name'],
    values: { name: dnsLabel },
    exactlyOne: [...(fieldsOf('Volume')?.keys() ?? [])].filter((field) => field !== 'name'),
    choice: 'a source, like emptyDir or configMap',
  },
  ConfigMapVolumeSource: { required: ['name'], values: { defaultMode: fileMode } },
  SecretVolumeSource: { required: ['secretName'], values: { defaultMode: fileMode } },
  KeyToPath: { required: ['key', 'path'], values: { path: localPath, mode: fileMode } },
  EmptyDirVolumeSource: {
    values: {
      sizeLimit: (limit) =>
        parseQuantity(limit) >= 0 ? undefined : 'must be a quantity that is not negative',
    },
    code: 'IAMRA347',
  },
  HostPathVolumeSource: {
    required: ['path'],
    values: { path: noStepsBack, type: oneOf(...hostPathTypes) },
  },
  PersistentVolumeClaimVolumeSource: { required: ['claimName'] },
  NFSVolumeSource: {
    required: ['server', 'path'],
    values: { path: (path) => (String(path).startsWith('/') ? undefined : 'must be absolute') },
  },
  ImageVolumeSource: {
    required: ['reference'],
    values: { pullPolicy: oneOf('Always', 'IfNotPresent', 'Never') },
  },
  CSIVolumeSource: {
    required: ['driver'],
    values: {
      driver: (driver) =>
        String(driver).length > 63
          ? 'is longer than 63 characters'
          : dnsSubdomain(String(driver).toLowerCase()),
    },
    whole: ({ nodePublishSecretRef }, report) => {
      checkSecretName(
        nodePublishSecretRef as Fields | undefined,
        reportBelow(report, 'nodePublishSecretRef'),
      );
    },
  },
  DownwardAPIVolumeSource: { values: { defaultMode: fileMode } },
  DownwardAPIVolumeFile: {
    required: ['path'],
    values: { path: localPath, mode: fileMode },
    exactlyOne: ['fieldRef', 'resourceFieldRef'],
    whole: checkFile,
  },
  ProjectedVolumeSource: { values: { defaultMode: fileMode }, whole: checkProjectedPaths },
  VolumeProjection: {
    exactlyOne: [...(fieldsOf('VolumeProjection')?.keys() ?? [])],
  },
  ConfigMapProjection: { required: ['name'] },
  SecretProjection: { required: ['name'] },
  ServiceAccountTokenProjection: {
    required: ['path'],
    values: { path: localPath, expirationSeconds: between(600, 2 ** 32) },
  },
  ClusterTrustBundleProjection: {
    required: ['path'],
    values: { path: localPath, signerName },
    exactlyOne: ['name', 'signerName'],
    whole: ({ name, labelSelector }, report) => {
      if (name === undefined || labelSelector === undefined) return;
      report(['labelSelector'], { code: 'IAMRA346', message: 'excludes name' });
    },
  },
  PodCertificateProjection: {
    required: ['signerName', 'keyType'],
    values: {
      signerName,
      keyType: oneOf(...keyTypes),
      maxExpirationSeconds: between(3600, 86_400),
      credentialBundlePath: localPath,
      keyPath: localPath,
      certificateChainPath: localPath,
    },
    whole: (source, report) => {
      if (certificatePaths.some((field) => source[field])) return;
      report([], { code: 'IAMRA342', message: `needs one of ${certificatePaths.join(', ')}` });
    },
  },
  EphemeralVolumeSource: { required: ['volumeClaimTemplate'] },
  PersistentVolumeClaimTemplate: { required: ['spec'] },
  TemplateMetadata: { whole: checkTemplateMetadata },
  PersistentVolumeClaimSpec: {
    required: ['accessModes'],
    values: {
      accessModes: oneOf('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'),
      storageClassName: dnsSubdomain,
      volumeAttributesClassName: dnsSubdomain,
      volumeMode: oneOf('Block', 'Filesystem'),
    },
    refused: {
      dataSource: 'is not taken from a rule; name the claim in persistentVolumeClaim instead',
      dataSourceRef: 'is not taken from a rule; name the claim in persistentVolumeClaim instead',
    },
    whole: checkClaim,
  },
};

const certificatePaths = ['credentialBundlePath', 'keyPath', 'certificateChainPath'];

/** A reference to a Secret that the API server looks at. */
function checkSecretName(reference: Fields | undefined, report: Report): void {
  if (reference === undefined) return;
  const name = reference['name'] ?? '';
  const problem = name === '' ? 'is required' : dnsSubdomain(name);
  if (problem !== undefined) {
    report(['name'], { code: name === '' ? 'IAMRA342' : 'IAMRA343', message: problem });
  }
}

function checkFile({ fieldRef, resourceFieldRef }: Fields, report: Report): void {
  checkFieldPath(
    fieldRef as FieldReference | undefined,
    fileField,
    reportBelow(report, 'fieldRef'),
  );
  const resource = resourceFieldRef as Fields | undefined;
  if (resource === undefined || resource['containerName']) return;
  report(['resourceFieldRef', 'containerName'], { code: 'IAMRA342', message: 'is required' });
}

/** Two sources of one volume must not write the same file. */
function checkProjectedPaths({ sources }: Fields, report: Report): void {
  const seen = new Set<string>();
  ((sources ?? []) as readonly Fields[]).forEach((source, index) => {
    for (const [kind, projection] of Object.entries(source)) {
      for (const path of projectedPaths(projection as Fields)) {
        if (seen.has(path)) {
          report(['sources', index, kind], {
            code: 'IAMRA344',
            message: `the path “${path}” is in this volume already`,
          });
        }
        seen.add(path);
      }
    }
  });
}

function projectedPaths(projection: Fields): string[] {
  const items = ((projection['items'] ?? []) as readonly Fields[]).map(({ path }) => path);
  const own = ['path', ...certificatePaths].map((field) => projection[field]);
  return [...items, ...own].filter((path) => typeof path === 'string' && path !== '') as string[];
}

function checkTemplateMetadata({ labels, annotations }: Fields, report: Report): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    const problem = labelKey(key) ?? labelValue(value);
    if (problem !== undefined) {
      report(['labels', key], { code: 'IAMRA343', message: problem });
    }
  }
  for (const key of Object.keys(annotations ?? {})) {
    const problem = annotationKey(key);
    if (problem !== undefined) {
      report(['annotations', key], { code: 'IAMRA343', message: problem });
    }
  }
}

function checkClaim({ accessModes, resources }: Fields, report: Report): void {
  const modes = (accessModes ?? []) as readonly string[];
  if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod')) {
    report(['accessModes'], { code: 'IAMRA346', message: 'ReadWriteOncePod excludes other modes' });
  }
  const { requests = {} } = (resources ?? {}) as { readonly requests?: Quantities };
  const { storage } = requests;
  if (storage === undefined) {
    report(['resources', 'requests', 'storage'], { code: 'IAMRA342', message: 'is required' });
  } else if (!(parseQuantity(storage) > 0)) {
    report(['resources', 'requests', 'storage'], {
      code: 'IAMRA347',
      message: `“${storage}” must be a quantity greater than 0`,
    });
  }
}
