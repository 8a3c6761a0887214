import { glob } from 'node:fs/promises';
import { type BuildOptions, build } from 'esbuild';
import { lazyHttp } from './lazy-http.ts';
import { requireForBundledPackages } from './require-for-bundled-packages.ts';

const options = {
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  mainFields: ['module', 'main'],
  banner: { js: requireForBundledPackages },
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [lazyHttp],
} as const satisfies BuildOptions;

/** The CLI: one entry for each command, shared chunks, and what is large loaded only when used. */
export async function buildCommandLine(): Promise<void> {
  await Promise.all([buildCommands(), buildDemoWorkload()]);
}

async function buildCommands(): Promise<void> {
  await build({
    ...options,
    entryPoints: ['src/main.ts', ...(await Array.fromAsync(glob('src/commands/**/*.ts')))],
    outbase: 'src',
    outdir: 'dist',
    splitting: true,
    keepNames: true,
    external: ['typescript', 'ts-node'],
  });
}

/** One file, which the demo can put into a ConfigMap. */
async function buildDemoWorkload(): Promise<void> {
  await build({
    ...options,
    entryPoints: ['src/demo/hello-world.ts'],
    outfile: 'dist/demo/hello-world.mjs',
  });
}
