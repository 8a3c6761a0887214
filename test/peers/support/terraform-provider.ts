import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder } from './cached-folder.ts';
import { install } from './install.ts';
import { npmCommand } from './npm-command.ts';

/** The newest binding of Terraform's provider for AWS in this package; it stands for provider 6.25. */
const binding = '@cdktf/provider-aws@21.22.1';

/** The arguments that a resource of the provider has, or a block in it. */
export async function providerArguments(
  type: string,
  path: readonly string[],
): Promise<readonly string[]> {
  const folder = await providerFolder();
  const name = type.replace(/^aws_/, '').replaceAll('_', '-');
  const declarations = await readFile(join(folder, name, 'index.d.ts'), 'utf8');
  const base = pascalCase(type.replace(/^aws_/, ''));
  const wanted = path.length === 0 ? `${base}Config` : `${base}${path.map(pascalCase).join('')}`;
  const [, body] =
    new RegExp(`export interface ${wanted} [^]*?\\{([^]*?)\\n\\}`).exec(declarations) ?? [];
  if (body === undefined) throw new Error(`${type} has no ${path.join('.')}`);
  return [...body.matchAll(/\w+#(\w+)\}/g)].map(([, argument = '']) => argument);
}

/** The package has 480 MB: only what we ask for is unpacked. */
function providerFolder(): Promise<string> {
  const types = ['rolesanywhere-*', 'iam-role', 'iam-role-policy', 'iam-role-policy-attachment'];
  return cachedFolder([binding, ...types].join('\n'), async (unfinished) => {
    const [npm, ...prefix] = npmCommand();
    await install(unfinished, npm, ...prefix, 'pack', '--silent', binding);
    const archive = 'cdktf-provider-aws-21.22.1.tgz';
    const members = types.map((type) => `package/lib/${type}/index.d.ts`);
    const unpack = ['--extract', '--file', archive, '--strip-components=2', '--wildcards'];
    await install(unfinished, 'tar', ...unpack, ...members);
    await rm(join(unfinished, archive));
  });
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
