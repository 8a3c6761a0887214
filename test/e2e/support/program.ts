import { build } from 'esbuild';

/** What workloads of tests run: the files of `programs/`. */
export type ProgramName = 'last-words' | 'steady-caller' | 'who-am-i';

/** A program as one file, in a ConfigMap of its name. */
export async function programObject(namespace: string, name: ProgramName): Promise<object> {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace },
    data: { [`${name}.mjs`]: await bundle(name) },
  };
}

async function bundle(name: ProgramName): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`test/e2e/support/programs/${name}.ts`],
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
