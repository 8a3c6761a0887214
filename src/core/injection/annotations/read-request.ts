import { parseArn } from '../../arn.ts';
import { type AnnotationKey, annotationKey } from '../annotation-keys.ts';
import { certificateSecretName } from '../certificate-secret-name.ts';
import { deepFreeze } from '../deep-freeze.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import type { InjectionDefaults } from '../injection-settings.ts';
import { notice } from '../notice.ts';
import { splitContainerNames } from './annotation-rules.ts';
import {
  type AnnotationSource,
  annotationIn,
  defaultsPlace,
  type FoundAnnotation,
  findAnnotation,
} from './annotation-source.ts';
import { beyondHelper } from './beyond-helper.ts';
import { checkAnnotations, isRead } from './check-annotations.ts';
import { checkArns } from './check-arns.ts';
import { foreignCertificate } from './foreign-certificate.ts';
import type { InjectionRequest, SelectedContainers } from './injection-request.ts';
import { readDefaults } from './read-defaults.ts';
import { type EksOptions, readEksOptions } from './read-eks-options.ts';
import { sidecarIn } from './sidecar-in.ts';

export type ReadRequest =
  | {
      readonly kind: 'request';
      readonly request: InjectionRequest;
      readonly warnings: readonly InjectionNotice[];
    }
  | { readonly kind: 'problems'; readonly problems: readonly InjectionNotice[] };

/** A cluster has few requests and many pods; who invents requests must not fill the memory. */
const mostKept = 500;
const longestKey = 4096;
const kept = new WeakMap<InjectionDefaults, Map<string, ReadRequest>>();

/** Reads what the annotations ask for; an earlier source wins, the defaults come last. */
export function readRequest(
  asked: readonly AnnotationSource[],
  defaults: InjectionDefaults,
  serviceAccountName: string,
): ReadRequest {
  let known = kept.get(defaults);
  if (known === undefined) kept.set(defaults, (known = new Map<string, ReadRequest>()));
  const key = keyOf(asked, serviceAccountName);
  const found = known.get(key);
  if (found !== undefined) return found;
  const read = readAnew(asked, defaults, serviceAccountName);
  // Problems and warnings name their place, which the key does not tell.
  const isTold = read.kind === 'problems' || read.warnings.length > 0;
  if (!isTold && key.length <= longestKey) {
    if (known.size >= mostKept) known.clear();
    known.set(key, deepFreeze(read));
  }
  return read;
}

/** All that a request is read from; each value with its length, so that none can pass for two. */
function keyOf(sources: readonly AnnotationSource[], serviceAccountName: string): string {
  let key = `${serviceAccountName.length}:${serviceAccountName}`;
  for (const source of sources) {
    key += `\n${source.dialect ?? ''}`;
    for (const name in source.annotations) {
      if (!isRead(source, name)) continue;
      const value = source.annotations[name] ?? '';
      key += ` ${name.length}:${name}=${value.length}:${value}`;
    }
  }
  return key;
}

function readAnew(
  asked: readonly AnnotationSource[],
  defaults: InjectionDefaults,
  serviceAccountName: string,
): ReadRequest {
  const installation = readDefaults(defaults);
  const sources = [...asked, installation.source];
  const problems = [...checkAnnotations(asked), ...installation.problems];
  const certificate = findAnnotation(sources, annotationKey.certificate);
  problems.push(...foreignCertificate(certificate, serviceAccountName));
  const role = findAnnotation(sources, annotationKey.roleArn);
  const profile = findAnnotation(sources, annotationKey.profileArn);
  const anchor = findAnnotation(sources, annotationKey.trustAnchorArn);
  problems.push(...beyondHelper(sources));
  if (role === undefined || profile === undefined || anchor === undefined) {
    return { kind: 'problems', problems: [...problems, ...missingArns(role, profile, anchor)] };
  }
  if (problems.length === 0) problems.push(...checkArns(role, profile, anchor));
  if (problems.length > 0) return { kind: 'problems', problems };
  const { tokenExpirationSeconds, regionalSts, warnings } = readEksOptions(asked);
  const request = {
    roleArn: role.value,
    profileArn: profile.value,
    trustAnchorArn: anchor.value,
    ...readOptions(sources, anchor, serviceAccountName),
    tokenExpirationSeconds,
    regionalSts,
  };
  return { kind: 'request', request, warnings };
}

function missingArns(
  role: FoundAnnotation | undefined,
  profile: FoundAnnotation | undefined,
  anchor: FoundAnnotation | undefined,
): InjectionNotice[] {
  const missing: InjectionNotice[] = [];
  if (role === undefined) missing.push(missingArn(annotationKey.roleArn));
  if (profile === undefined) missing.push(missingArn(annotationKey.profileArn));
  if (anchor === undefined) missing.push(missingArn(annotationKey.trustAnchorArn));
  return missing;
}

function missingArn(key: string): InjectionNotice {
  const orDefault = key === annotationKey.roleArn ? '' : ", or set the installation's default";
  return notice(
    'IAMRA304',
    `the pod asks for AWS credentials, but ${key} is set neither on it nor on its ServiceAccount` +
      (orDefault === '' ? '' : ', and the installation has no default'),
    `set ${key} on the pod template or its ServiceAccount${orDefault}`,
  );
}

function readOptions(
  sources: readonly AnnotationSource[],
  anchor: FoundAnnotation,
  serviceAccountName: string,
): Omit<InjectionRequest, keyof EksOptions | 'roleArn' | 'profileArn' | 'trustAnchorArn'> {
  const value = (key: AnnotationKey): string | undefined => findAnnotation(sources, key)?.value;
  const region = findAnnotation(sources, annotationKey.region);
  const sidecar = sidecarIn(sources);
  const isHelper = sidecar === 'aws-signing-helper';
  const required = value(annotationKey.requireCredentials);
  const endpoint = isHelper ? 'imds' : value(annotationKey.credentialsEndpoint);
  return {
    region: region?.value ?? parseArn(anchor.value)?.region ?? '',
    regionIsAsked: region !== undefined && region.where !== defaultsPlace,
    sessionDuration: value(annotationKey.sessionDuration),
    sessionName: value(annotationKey.sessionName),
    certificate: value(annotationKey.certificate) ?? certificateSecretName(serviceAccountName),
    containers: readSelection(sources),
    sidecar,
    credentialsEndpoint: endpoint === 'imds' ? 'imds' : 'container',
    // Without a session, older releases of AWS's helper answer with empty credentials.
    requireCredentials: required === undefined ? isHelper : required === 'true',
  };
}

// The two lists are one choice: the source that makes it wins over the others' list of either kind.
function readSelection(sources: readonly AnnotationSource[]): SelectedContainers {
  for (const source of sources) {
    const include = annotationIn(source, annotationKey.includeContainers);
    if (include !== undefined) return selection('include', include);
    const skip = annotationIn(source, annotationKey.skipContainers);
    if (skip !== undefined) return selection('skip', skip);
  }
  return { kind: 'all' };
}

function selection(kind: 'include' | 'skip', { key, value }: FoundAnnotation): SelectedContainers {
  return { kind, key, names: splitContainerNames(value) };
}
