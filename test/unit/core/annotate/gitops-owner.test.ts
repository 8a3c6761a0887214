import { describe, expect, it } from 'vitest';
import { formatGitopsOwner, gitopsOwner } from '../../../../src/core/annotate/gitops-owner.ts';
import { helmRelease } from '../../../../src/core/annotate/helm-release.ts';

const place = { name: 'web', namespace: 'default' };

interface Marks {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly managedFields?: ReadonlyArray<{ readonly manager: string }>;
}

function ownerOf(marks: Marks): string | undefined {
  const metadata = { ...place, ...marks };
  const owner = gitopsOwner({ apiVersion: 'apps/v1', kind: 'Deployment', metadata });
  return owner && formatGitopsOwner(owner);
}

const tracking = (id: string): Marks => ({ annotations: { 'argocd.argoproj.io/tracking-id': id } });

describe('the GitOps tool behind an object', () => {
  it.each<[Marks, string]>([
    [tracking('web:apps/Deployment:default/web'), 'Argo CD (Application web)'],
    [tracking('team-a_web:apps/Deployment:default/web'), 'Argo CD (Application team-a/web)'],
    [tracking('of another form'), 'Argo CD'],
    [{ labels: { 'argocd.argoproj.io/instance': 'web' } }, 'Argo CD (Application web)'],
    [{ annotations: { 'argocd.argoproj.io/sync-wave': '1' } }, 'Argo CD'],
    [{ managedFields: [{ manager: 'argocd-controller' }] }, 'Argo CD'],
    [
      {
        labels: {
          'kustomize.toolkit.fluxcd.io/name': 'apps',
          'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
        },
      },
      'Flux (Kustomization flux-system/apps)',
    ],
    [{ labels: { 'helm.toolkit.fluxcd.io/name': 'web' } }, 'Flux (HelmRelease web)'],
    [{ managedFields: [{ manager: 'kustomize-controller' }] }, 'Flux'],
    [{ managedFields: [{ manager: 'helm-controller' }] }, 'Flux'],
  ])('of %j is %s', (marks, owner) => {
    expect(ownerOf(marks)).toBe(owner);
  });

  const flux = { 'kustomize.toolkit.fluxcd.io/name': 'apps' };

  it.each<[string, Marks]>([
    ['nobody marked', {}],
    ['is of a Helm release', { labels: { 'app.kubernetes.io/managed-by': 'Helm' } }],
    ['names an instance of a chart', { labels: { 'app.kubernetes.io/instance': 'web' } }],
    ['was copied from one that Argo CD tracks', tracking('web:apps/Deployment:other/web')],
    [
      'Flux is told to leave alone',
      { labels: flux, annotations: { 'kustomize.toolkit.fluxcd.io/reconcile': 'disabled' } },
    ],
    [
      'Flux only makes',
      {
        labels: flux,
        annotations: { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' },
        managedFields: [{ manager: 'kustomize-controller' }],
      },
    ],
  ])('is none where the object %s', (_, marks) => {
    expect(ownerOf(marks)).toBeUndefined();
  });
});

describe('the Helm release of an object', () => {
  const labels = { 'app.kubernetes.io/managed-by': 'Helm' };
  const named = { 'meta.helm.sh/release-name': 'shop', 'meta.helm.sh/release-namespace': 'team-a' };

  it.each([
    [{ labels, annotations: named }, 'team-a/shop'],
    [{ labels }, undefined],
    [{ annotations: named }, undefined],
  ])('of %j is %s', (marks, release) => {
    const metadata = { ...place, ...marks };
    expect(helmRelease({ apiVersion: 'apps/v1', kind: 'Deployment', metadata })).toBe(release);
  });
});
