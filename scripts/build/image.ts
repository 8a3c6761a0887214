import { build } from 'esbuild';

/** The image: one file for each process, no node_modules. */
export async function buildImage(outdir = 'dist/image'): Promise<void> {
  await build({
    entryPoints: {
      webhook: 'webhook/server/main.ts',
      agent: 'webhook/agent/main.ts',
      controller: 'webhook/controller/main.ts',
      preflight: 'webhook/preflight/main.ts',
    },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // The YAML of a kubeconfig is for tests, which run the sources: in a cluster there is none.
    external: ['yaml'],
    legalComments: 'none',
    logLevel: 'warning',
  });
}
