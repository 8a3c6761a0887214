import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { parseConfig } from '../../src/core/config/parse-config.ts';
import { parseIdentityPolicy } from '../../src/core/iam/identity/parse-identity-policy.ts';
import { parseFaultRules } from '../../src/emulator/faults/fault-rule.ts';
import { docsStage } from '../cli/support/docs-stages.ts';
import { emulatedAws } from '../cli/support/emulated-aws.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { commandsOf, docsBlocks, linesOf, pages } from '../fixtures/docs-commands.ts';
import { initialisedAws } from '../fixtures/initialised-aws.ts';
import { makeRole, trustPolicyText } from '../fixtures/roles.ts';

const run = promisify(execFile);
const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts;

/** Commands that show a plan and ask. */
const asking =
  /^iamra (init|(un)?install|(un)?annotate|ca ((un)?revoke|rotate)|role (add|adopt|remove)|migrate irsa|destroy)/;

const commands = docsBlocks
  .filter(({ language }) => language === 'console')
  .flatMap(({ page, text }) => linesOf(text).map((line) => ({ page, line })));

// Whole ones: some pages show a part.
const workloads = docsBlocks.filter(({ text }) => /kind: Deployment[^]*containers:/.test(text));

const rules = docsBlocks.filter(({ text }) => /^kind: (Cluster)?InjectionRule$/m.test(text));
const otherInjector = docsBlocks.find(({ text }) => text.startsWith('inject:'));

/** A folder with the files that the pages speak of, and programs of the names that they call. */
async function userDirectory(): Promise<string> {
  const directory = await temporaryDirectory();
  const programs = join(directory, 'bin');
  await mkdir(programs);
  const executable = { mode: 0o755 };
  const iamra = `#!/bin/sh\nexec "${process.execPath}" "${resolve('bin/run.js')}" "$@"\n`;
  await writeFile(join(programs, 'iamra'), iamra, executable);
  // What would need a cluster only reads here.
  await writeFile(join(programs, 'kubectl'), '#!/bin/sh\nexec cat > /dev/null\n', executable);
  await writeFile(join(directory, 'deployment.yaml'), workloads[0]?.text ?? '');
  await writeFile(join(directory, 'rules.yaml'), rules.map(({ text }) => text).join('---\n'));
  await writeFile(join(directory, 'injector.yaml'), otherInjector?.text ?? '');
  const readOnly = { Effect: 'Allow', Action: 'iam:GetRole', Resource: '*' };
  const policy = { Version: '2012-10-17', Statement: readOnly };
  for (const name of ['drift.json', 'limits.json', 'read-orders.json']) {
    await writeFile(join(directory, name), JSON.stringify(policy));
  }
  return directory;
}

describe('the documentation', () => {
  it.each(commands.filter(({ line }) => line.startsWith('npm ')))(
    'names a script that exists: $line ($page)',
    ({ line }) => {
      const name = line.replace(/^npm (run )?/, '').split(' ')[0] ?? '';
      expect(scripts).toHaveProperty([name]);
    },
  );

  it.each(commands.filter(({ line }) => /^(iamra (?!emulator|demo)|cat )/.test(line)))(
    'gives a command that works: $line ($page)',
    async ({ line }) => {
      const directory = await userDirectory();
      const { environment, emulator } = await emulatedAws();
      const elsewhere = trustPolicyText({ Principal: { Service: 'ec2.amazonaws.com' } });
      await makeRole(emulator, 'reports', { AssumeRolePolicyDocument: elsewhere });
      const stage = await docsStage(line, directory);
      const env = {
        ...environment,
        ...stage.environment,
        HOME: directory,
        PATH: `${directory}/bin:/usr/bin:/bin`,
      };
      const shell = (text: string): Promise<unknown> =>
        run('sh', ['-ec', text], { cwd: directory, env });
      // The pages assume that init was run, and a person who answers it.
      if (!line.includes('iamra init')) {
        const role = { name: 'web', serviceAccounts: ['default/web'], policies: [] };
        const { KUBECONFIG: kubeconfig } = stage.environment;
        const isInCluster = stage.isCaInCluster && kubeconfig !== undefined;
        const place = isInCluster ? { directory, kubeconfig } : { directory };
        await initialisedAws(emulator, [role], {}, place);
      }
      await stage.prepare();
      await shell(line.replace(asking, 'iamra $1 --yes'));
    },
  );

  it.each(docsBlocks.filter(({ language }) => language === 'yaml'))(
    'shows valid YAML in $page',
    ({ text }) => {
      const documents = parseAllDocuments(text);
      for (const { errors } of documents) expect(errors).toEqual([]);
      if (documents[0]?.get('apiVersion') === 'iamra.dev/v1') {
        expect(parseConfig(text, 'iamra.yaml').roles).not.toEqual([]);
      }
    },
  );

  it.each(docsBlocks.filter(({ language }) => language === 'json'))(
    'shows a valid policy, or valid rules, in $page',
    ({ text }) => {
      if (text.includes('"Statement"')) parseIdentityPolicy(text);
      else expect(parseFaultRules(JSON.parse(text))).not.toEqual([]);
    },
  );

  it('marks what needs an AWS account: two blocks, for those who apply what iamra exports', () => {
    const marked = docsBlocks.filter(({ language }) => language === 'aws-account');
    expect(marked.map(({ page }) => page)).toEqual(['docs/export.md', 'docs/export.md']);
  });

  it('shows nothing that no test knows', () => {
    const languages = new Set(docsBlocks.map(({ language }) => language));
    expect([...languages].sort()).toEqual(
      ['aws-account', 'console', 'json', 'openssl', 'sh', 'text', 'yaml'].sort(),
    );
    const fences = pages.map((page) => readFileSync(page, 'utf8').match(/^```/gm)?.length ?? 0);
    expect(fences.reduce((sum, count) => sum + count)).toBe(docsBlocks.length * 2);
    // Helm's and kubectl's run in the end-to-end tests, the emulator's and the demo's in their own.
    const known = /^(iamra|npm|helm|kubectl|cat) /;
    expect(pages.flatMap(commandsOf).filter((line) => !known.test(line))).toEqual([]);
  });

  it('links only to pages that exist', () => {
    for (const page of pages) {
      const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)];
      for (const [, link = ''] of links) {
        expect(existsSync(resolve(page, '..', link)), `${page} → ${link}`).toBe(true);
      }
    }
  });
});
