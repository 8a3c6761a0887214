import { build } from 'esbuild';

/** `who-am-i.ts` as one file, for a ConfigMap. */
export async function whoAmIProgram(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['test/e2e/support/who-am-i.ts'],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: {
      js: "import{createRequire as programRequire}from'node:module';const require=programRequire(import.meta.url);",
    },
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
