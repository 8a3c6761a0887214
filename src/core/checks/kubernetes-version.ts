import type { Check } from './check.ts';
import { type Finding, failure } from './finding.ts';

const oldestMinor = 30;

/** Native sidecars, and match conditions of webhooks, are stable from 1.30 on. */
export const kubernetesVersion: Check<'cluster'> = {
  name: 'kubernetes-version',
  category: 'kubernetes',
  title: 'Kubernetes is 1.30 or later',
  codes: ['IAMRA110'],
  needs: ['cluster'],
  judge: ({ cluster: { version } }) => ({
    findings: judgeKubernetesVersion(version),
    detail: version,
  }),
};

/** @param version as the API server tells it: `v1.36.3`, `v1.31.0-eks-1234` */
export function judgeKubernetesVersion(version: string): Finding[] {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  if (Number(major) > 1 || Number(minor) >= oldestMinor) return [];
  return [
    failure('IAMRA110', `The API server is Kubernetes ${version}; iamra needs 1.30 or later.`),
  ];
}
