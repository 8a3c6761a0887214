import { glob } from 'node:fs/promises';
import { build } from 'esbuild';

// Bundled CommonJS packages still ask for Node's own modules by require.
const requireForBundledPackages =
  "import{createRequire as iamraCreateRequire}from'node:module';const require=iamraCreateRequire(import.meta.url);";

/** The CLI: one entry for each command, shared chunks, and what is large loaded only when used. */
export async function buildCommandLine(): Promise<void> {
  await build({
    entryPoints: [
      'src/main.ts',
      'src/demo/hello-world.ts',
      ...(await Array.fromAsync(glob('src/commands/**/*.ts'))),
    ],
    outbase: 'src',
    outdir: 'dist',
    bundle: true,
    splitting: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    mainFields: ['module', 'main'],
    banner: { js: requireForBundledPackages },
    external: ['typescript', 'ts-node'],
    legalComments: 'none',
    logLevel: 'warning',
  });
}
