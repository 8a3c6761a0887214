import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Cluster } from '../cluster.ts';
import { ClusterError } from '../cluster-error.ts';
import { cacheFolder } from '../folders.ts';
import { buildModule } from '../tools/build-module.ts';
import { readGoModule } from '../tools/go-module.ts';
import { tool } from '../tools/tool.ts';
import { untilReady } from '../until-ready.ts';

const deployments = ['cert-manager', 'cert-manager-cainjector', 'cert-manager-webhook'];

/** Installs cert-manager by its own chart; its images are the published ones, or ours of the same names. */
export async function installCertManager({ helm }: Pick<Cluster, 'helm'>): Promise<void> {
  await helm(4, [
    'install',
    'cert-manager',
    await chart(),
    '--namespace=cert-manager',
    '--create-namespace',
    '--set=crds.enabled=true',
    // Its image is not among those we build; we ask for ourselves.
    '--set=startupapicheck.enabled=false',
  ]);
}

/** Waits until cert-manager's webhook, and so all of it, takes a Certificate. */
export async function untilCertManagerWorks({ kubectl }: Pick<Cluster, 'kubectl'>): Promise<void> {
  for (const name of deployments) {
    await kubectl(['rollout', 'status', `deployment/${name}`, '-n=cert-manager', '--timeout=180s']);
  }
  await untilReady('cert-manager', async () => {
    try {
      await kubectl(['create', '--dry-run=server', '--filename=-'], JSON.stringify(certificate));
      return true;
    } catch {
      return false;
    }
  });
}

const certificate = {
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: 'probe', namespace: 'default' },
  spec: { secretName: 'probe', commonName: 'probe', issuerRef: { name: 'probe' } },
};

/** The chart lies in cert-manager's Go module, unversioned: packing it gives it the release's version. */
async function chart(): Promise<string> {
  const { requirement, fingerprint } = readGoModule('cert-manager');
  if (requirement === undefined) throw new ClusterError('go.mod pins no cert-manager.');
  const { path, version } = requirement;
  const file = join(cacheFolder, `cert-manager-${version}-${fingerprint}.tgz`);
  if (existsSync(file)) return file;
  const sources = join(await buildModule('cert-manager'), '../src');
  const { stdout: module } = await execa('go', ['list', '-mod=mod', '-m', '-f={{.Dir}}', path], {
    cwd: sources,
  });
  const work = await mkdtemp(`${file}.`);
  try {
    await execa(await tool('helm-4'), [
      'package',
      join(module, 'deploy/charts/cert-manager'),
      `--version=${version}`,
      `--app-version=${version}`,
      `--destination=${work}`,
    ]);
    await rename(join(work, `cert-manager-${version}.tgz`), file);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return file;
}
