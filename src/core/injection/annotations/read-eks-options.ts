import { eksAnnotationKey } from '../annotation-keys.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import { notice, quote } from '../notice.ts';
import {
  type AnnotationSource,
  type FoundAnnotation,
  findEksAnnotation,
} from './annotation-source.ts';
import { isTrue } from './eks-rules.ts';

/** What EKS' annotations ask for that ours have no word for. */
export interface EksOptions {
  /** Seconds, 600 to 86400. */
  readonly tokenExpirationSeconds: number | undefined;
  /** AWS_STS_REGIONAL_ENDPOINTS is to say `regional`. */
  readonly regionalSts: boolean;
  readonly warnings: readonly InjectionNotice[];
}

/** What Kubernetes takes, and the longest that EKS issues. */
const shortestToken = 600;
const longestToken = 86_400;
const audienceOfSts = 'sts.amazonaws.com';

const noOptions: EksOptions = {
  tokenExpirationSeconds: undefined,
  regionalSts: false,
  warnings: [],
};

/** Reads them, once their values were checked. */
export function readEksOptions(sources: readonly AnnotationSource[]): EksOptions {
  if (!sources.some(({ dialect }) => dialect === 'eks')) return noOptions;
  const expiration = findEksAnnotation(sources, eksAnnotationKey.tokenExpiration);
  const regional = findEksAnnotation(sources, eksAnnotationKey.stsRegionalEndpoints);
  const audience = findEksAnnotation(sources, eksAnnotationKey.audience);
  const seconds = expiration && withinBounds(Number(expiration.value));
  return {
    tokenExpirationSeconds: seconds,
    regionalSts: regional !== undefined && isTrue(regional.value),
    warnings: [
      ...(expiration === undefined || seconds === undefined ? [] : moved(expiration, seconds)),
      ...(audience === undefined ? [] : unused(audience)),
    ],
  };
}

function withinBounds(seconds: number): number {
  return Math.min(longestToken, Math.max(shortestToken, seconds));
}

function moved({ key, where, value }: FoundAnnotation, seconds: number): InjectionNotice[] {
  if (Number(value) === seconds) return [];
  return [
    notice(
      'IAMRA371',
      `${key} of ${where} is ${quote(value)}; tokens live from ${shortestToken} to ${longestToken} seconds, so it is taken as ${seconds}`,
      `set ${key} to ${seconds}`,
    ),
  ];
}

function unused({ key, where, value }: FoundAnnotation): InjectionNotice[] {
  if (value === audienceOfSts) return [];
  return [
    notice(
      'IAMRA372',
      `${key} of ${where} is ${quote(value)}, which changes nothing here: no token goes to AWS, only a certificate`,
    ),
  ];
}
