import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { requireForBundledPackages } from './require-for-bundled-packages.ts';

const options = {
  outExtension: { '.js': '.mjs' },
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** The image: one file for each process, and what the controller loads when it looks for drift; no node_modules. */
export async function buildImage(outdir = 'dist/image'): Promise<void> {
  await Promise.all([buildProcesses(outdir), buildController(outdir)]);
}

async function buildProcesses(outdir: string): Promise<void> {
  await build({
    ...options,
    outdir,
    entryPoints: {
      webhook: 'webhook/server/main.ts',
      agent: 'webhook/agent/main.ts',
      preflight: 'webhook/preflight/main.ts',
    },
    // The YAML of a kubeconfig is for tests, which run the sources: in a cluster there is none.
    external: ['yaml'],
  });
}

/** Split, so that the AWS SDK is loaded only where drift detection is on. */
async function buildController(outdir: string): Promise<void> {
  // Names follow contents: an earlier build's would stay.
  await rm(join(outdir, 'controller'), { recursive: true, force: true });
  await build({
    ...options,
    outdir,
    entryPoints: { controller: 'webhook/controller/main.ts' },
    splitting: true,
    chunkNames: 'controller/[hash]',
    mainFields: ['module', 'main'],
    banner: { js: requireForBundledPackages },
  });
}
