import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runIamra } from './support/run-iamra.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** Makes the program believe that it runs on another Node. */
function onNode(release: string): string[] {
  const code = `Object.defineProperty(process,'versions',{value:{...process.versions,node:'${release}'}});Object.defineProperty(process,'version',{value:'v${release}'})`;
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}

describe('the program', () => {
  it('tells its version', async () => {
    const { stdout, exitCode } = await runIamra(['--version']);
    expect(stdout).toMatch(new RegExp(`^iamra/${version} `));
    expect(exitCode).toBe(0);
  });

  it('tells the same version where the program itself is asked', async () => {
    const [lone, loaded] = await Promise.all([
      runIamra(['--version']),
      runIamra(['--version', '--no-color']),
    ]);
    expect(loaded.stdout).toBe(lone.stdout);
  });

  it('lists its commands with one line each', async () => {
    const { stdout, exitCode } = await runIamra(['--help']);
    for (const command of ['demo', 'emulator', 'init', 'inject']) {
      expect(stdout).toMatch(new RegExp(`^ +${command} +\\S`, 'm'));
    }
    expect(exitCode).toBe(0);
  });

  it.each(['20.20.2', '22.21.0', '22.22.1', '24.14.0', '25.1.0'])(
    'says in one sentence that it does not run on Node %s',
    async (release) => {
      const { stderr, exitCode } = await runIamra(['--version'], { nodeOptions: onNode(release) });
      expect(stderr).toBe(
        `iamra needs Node.js 22.22.2 or later, 24.15 or later, or 26 or later; this is v${release}.\n`,
      );
      expect(exitCode).toBe(3);
    },
  );

  it.each(['22.22.2', '22.23.0', '24.15.0', '26.0.0', '27.1.0'])(
    'runs on Node %s',
    async (release) => {
      const { exitCode } = await runIamra(['--version'], { nodeOptions: onNode(release) });
      expect(exitCode).toBe(0);
    },
  );

  it('refuses an unknown command with exit code 2', async () => {
    const { stderr, stdout, exitCode } = await runIamra(['inti']);
    expect(stderr).toContain('Error IAMRA901');
    expect(stderr).toContain('did you mean “iamra init”?');
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it.each([
    ['role delete web', 'role has no command “delete”; did you mean “iamra role remove”?', 'role'],
    ['role lst', 'role has no command “lst”; did you mean “iamra role list”?', 'role'],
    ['ca create', 'ca has no command “create”: it has revoke, rotate, show, unrevoke', 'ca'],
    ['plan extra', 'iamra plan takes no argument “extra”', 'plan'],
    ['ca show extra', 'iamra ca show takes no argument “extra”', 'ca show'],
    ['help role', 'There is no command “help”', 'role'],
    ['help role add', 'There is no command “help”', 'role add'],
  ])('says of “iamra %s” what is unknown, and where to read on', async (line, message, topic) => {
    const { stderr, exitCode } = await runIamra(line.split(' '));
    expect(stderr).toContain(`Error IAMRA901 ${message}\n`);
    expect(stderr).toMatch(new RegExp(`^ +Fix: +iamra ${topic} --help$`, 'm'));
    expect(exitCode).toBe(2);
  });

  it('refuses an unknown flag with code, sentence, fix and link', async () => {
    const { stderr, exitCode } = await runIamra(['init', '--clutser', 'home']);
    expect(stderr).toMatch(/^Error IAMRA901 .*--clutser/m);
    expect(stderr).toMatch(/^ +Fix: +iamra init --help$/m);
    expect(stderr).toMatch(/^ +Docs: +https:\S+#iamra901$/m);
    expect(exitCode).toBe(2);
  });

  it('prints an error as JSON where JSON was asked for', async () => {
    const { stdout, exitCode } = await runIamra(['init', '--json', '--cluster', 'NOT VALID']);
    const { error } = JSON.parse(stdout) as { error: Record<string, string> };
    expect(Object.keys(error).sort()).toEqual(['code', 'docs', 'fix', 'message']);
    expect(error['code']).toBe('IAMRA901');
    expect(exitCode).toBe(2);
  });

  it.each(['ca show', 'ca rotate', 'access', 'plan', 'role list', 'export terraform'])(
    'breaks no line inside the quotes of an example of “iamra %s”',
    async (line) => {
      const { stdout } = await runIamra([...line.split(' '), '--help'], {
        environment: { COLUMNS: '80', OCLIF_COLUMNS: '80' },
      });
      const [, examples = ''] = stdout.split('EXAMPLES\n');
      expect(examples).toContain(`$ iamra ${line}`);
      const broken = examples
        .split('\n')
        .filter((text) => (text.match(/'/g) ?? []).length % 2 === 1);
      expect(broken).toEqual([]);
    },
  );

  it('prints no colour into a pipe', async () => {
    const { stderr } = await runIamra(['init', '--nothing']);
    expect(stderr).not.toMatch(/\u001b/);
  });
});
