import { join } from 'node:path';
import { execa } from 'execa';
import { readGoModule } from '../../cluster/tools/go-module.ts';
import type { ApiServer } from './api-server.ts';

/** Gives the API server the resources of cert-manager, and nobody who looks after them. */
export async function installResources({ kubectl }: ApiServer): Promise<void> {
  await kubectl(['create', '--filename', join(await moduleFolder(), 'deploy/crds')]);
  await kubectl(['wait', '--for=condition=Established', '--timeout=60s', 'crd', '--all']);
}

/** What the chart's checks look for beside the resources. */
export async function pretendItRuns({ kubectl }: ApiServer): Promise<void> {
  await kubectl(['create', 'namespace', 'cert-manager']);
  const place = ['--namespace', 'cert-manager'];
  await kubectl([...['create', 'deployment', 'cert-manager-cainjector', '--image=none'], ...place]);
  await kubectl(['create', 'secret', 'generic', 'iamra-workload-ca', ...place]);
}

async function moduleFolder(): Promise<string> {
  const { requirement } = readGoModule('cert-manager');
  if (requirement === undefined) throw new Error('go.mod pins no cert-manager');
  const { stdout } = await execa(
    'go',
    ['mod', 'download', '-json', `${requirement.path}@${requirement.version}`],
    { env: { GOFLAGS: '-mod=mod', GOWORK: 'off' } },
  );
  return (JSON.parse(stdout) as { Dir: string }).Dir;
}
