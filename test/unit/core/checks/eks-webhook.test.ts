import { describe, expect, it } from 'vitest';
import type { Installation } from '../../../../src/core/checks/doctor-facts.ts';
import { eksWebhook } from '../../../../src/core/checks/eks-webhook.ts';
import { settings } from '../../../fixtures/pods.ts';

const now = new Date('2026-06-01T12:00:00Z');
const reading = (eksAnnotations: boolean): Installation => ({
  namespace: 'iamra-system',
  cluster: 'home',
  workloadIssuer: 'iamra-workload',
  settings: { ...settings, compatibility: { eksAnnotations } },
});

describe('EKS’ own webhook', () => {
  it('is a failure beside an installation that reads its annotations', () => {
    const verdict = eksWebhook.judge({ installation: reading(true), hasEksWebhook: true }, now);
    expect(verdict).toMatchObject({ findings: [{ code: 'IAMRA370', severity: 'fail' }] });
  });

  it('is none where it is absent', () => {
    const verdict = eksWebhook.judge({ installation: reading(true), hasEksWebhook: false }, now);
    expect(verdict).toEqual({ findings: [], detail: 'compatibility.eksAnnotations is on' });
  });

  it.each([reading(false), { ...reading(true), settings: undefined }])(
    'is nobody’s concern where iamra does not read them',
    (installation) => {
      const verdict = eksWebhook.judge({ installation, hasEksWebhook: true }, now);
      expect(verdict).toEqual({ findings: [], detail: 'compatibility.eksAnnotations is off' });
    },
  );

  it('is not looked for where iamra is not installed', () => {
    const verdict = eksWebhook.judge({ installation: undefined, hasEksWebhook: true }, now);
    expect(verdict).toHaveProperty('skipped');
  });
});
