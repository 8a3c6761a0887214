import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { annotatingUser, workload } from '../cli/support/annotating.ts';
import { enter, iamraInTerminal } from '../cli/support/pseudo-terminal.ts';
import { runIamra, startIamra } from '../cli/support/run-iamra.ts';
import { roleArn } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';

const role = { 'iamra.dev/role-arn': roleArn };
const give = ['--role', 'web', '--no-wait'];
const three = [
  workload({ labels: { team: 'a' } }),
  workload({ name: 'api', labels: { team: 'a' } }),
  workload({ name: 'other', labels: { team: 'b' } }),
];

/** Which Deployments ask for the role. */
function annotated(api: Awaited<ReturnType<typeof annotatingUser>>['api']): string[] {
  return api.list('Deployment').flatMap((object) => {
    const { template } = object['spec'] as { template: { metadata: { annotations?: object } } };
    return template.metadata.annotations === undefined ? [] : [object.metadata.name];
  });
}

describe('iamra annotate of several objects', () => {
  it.each<[string, string[], string[]]>([
    ['by name', ['deployment/web', 'deployment/other'], ['other', 'web']],
    ['by names of one type', ['deployment', 'web', 'api'], ['api', 'web']],
    ['by label', ['deployment', '-l', 'team=a'], ['api', 'web']],
    ['by a set of labels', ['deploy', '--selector', 'team in (a, b), team!=a'], ['other']],
    ['all of a type', ['deployment', '--all'], ['api', 'other', 'web']],
    ['all of a type in all namespaces', ['deploy,sts', '--all', '-A'], ['api', 'other', 'web']],
    ['of manifests', ['-f', 'web.yaml', '-f', 'more'], ['api', 'web']],
  ])('changes those that are meant %s', async (_, words, names) => {
    const { api, run, directory } = await annotatingUser(...three);
    await mkdir(join(directory, 'more'));
    await writeFile(join(directory, 'web.yaml'), JSON.stringify(three[0]));
    await writeFile(join(directory, 'more', 'api.yml'), JSON.stringify(three[1]));
    await writeFile(join(directory, 'more', 'notes.txt'), 'no manifest');
    const { stderr, exitCode } = await run('annotate', ...words, ...give, '--yes');
    expect(exitCode, stderr).toBe(0);
    expect(annotated(api)).toEqual(names);
  });

  it('changes those of a list on standard input', async () => {
    const { api, directory, environment } = await annotatingUser(...three);
    const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: three.slice(1) });
    const words = ['annotate', '-f', '-', ...give, '--yes'];
    const { stderr, exitCode } = await runIamra(words, { directory, environment, input });
    expect(exitCode, stderr).toBe(0);
    expect(annotated(api)).toEqual(['api', 'other']);
  });

  it('goes on where one fails, says which, and finishes when it is run again', async () => {
    const { api, run } = await annotatingUser(...three);
    const message = 'the server is about to stop';
    const mend = api.intercept(({ method, path, query }) =>
      method === 'PATCH' && path.endsWith('/api') && query.get('dryRun') === null
        ? { status: 403, body: { kind: 'Status', code: 403, message } }
        : undefined,
    );
    const words = ['annotate', 'deployment', '--all', ...give, '--yes'];
    const first = await run(...words);
    expect(first.exitCode).toBe(4);
    expect(first.stderr).toContain('✗ Deployment default/api\n');
    expect(first.stderr).toContain('✓ Deployment default/web\n');
    expect(first.stderr).toContain('Error IAMRA153 1 of 3 objects were not changed');
    expect(first.stdout).toContain(`Deployment default/api was not changed: IAMRA151`);
    expect(first.stdout).toContain(message);
    expect(annotated(api)).toEqual(['other', 'web']);
    mend();
    const second = await run(...words);
    expect(second.exitCode).toBe(0);
    expect(annotated(api)).toEqual(['api', 'other', 'web']);
    expect(second.stderr).toContain('= keep   Deployment default/web');
  });

  it('tells what was changed when somebody interrupts, and the same command goes on', async () => {
    const { api, run, directory, environment, writes } = await annotatingUser(...three);
    const words = ['annotate', 'deployment', '-l', 'team=a', '--role', 'web', '--yes'];
    const child = startIamra(words, { directory, environment });
    const shown = text(child.stderr as Readable);
    await pollUntil(() => (writes() === 2 ? true : undefined));
    child.kill('SIGINT');
    const [exitCode] = (await once(child, 'close')) as [number];
    expect(exitCode).toBe(130);
    expect(await shown).toMatch(
      /Error IAMRA905 Interrupted; what was changed stays: Deployment default\/(web|api), Deployment/,
    );
    const again = await run(...words, '--no-wait');
    expect(again.exitCode).toBe(0);
    expect(annotated(api)).toEqual(['api', 'web']);
    expect(writes()).toBe(2);
  });

  it('answers as JSON for those too that it did not change', async () => {
    const stranger = workload({ name: 'stranger', pod: { serviceAccountName: 'stranger' } });
    const { run } = await annotatingUser(workload(), stranger);
    const { stdout, exitCode } = await run(
      ...['annotate', 'deployment', '--all', ...give, '--yes', '--json'],
    );
    expect(exitCode).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({
      objects: [{ name: 'web', applied: true, error: null }],
      refused: [{ object: 'Deployment default/stranger', error: { code: 'IAMRA171' } }],
    });
  });

  it('asks once for all, with their number, and does nothing unless somebody agrees', async () => {
    const { api, directory, environment } = await annotatingUser(...three);
    const words = ['annotate', 'deployment', '--all', ...give];
    const no = iamraInTerminal(words, { directory, environment });
    await no.answer('Write this to the cluster (3 objects)?', enter);
    expect(await no.ended).toBe(130);
    expect(annotated(api)).toEqual([]);
    const yes = iamraInTerminal(words, { directory, environment });
    await yes.answer('Write this to the cluster (3 objects)?', `y${enter}`);
    expect(await yes.ended).toBe(0);
    expect(yes.screen()).toContain('✓ Deployment default/other');
    expect(annotated(api)).toEqual(['api', 'other', 'web']);
  });

  it.each([
    [['deployment', '-l', 'team=c'], 'IAMRA154', 'has no Deployment that is team=c', 2],
    [['sts,ds', '--all'], 'IAMRA154', 'has no StatefulSet or DaemonSet', 2],
    [['-f', 'none.yaml'], 'IAMRA904', 'There is no file none.yaml', 3],
    [['-f', 'service.yaml'], 'IAMRA154', 'no object in it is one that iamra annotates', 2],
    [['-f', '.', '-R', '-n', 'team-b'], 'IAMRA901', 'is of namespace default, not of team-b', 2],
    [['deployment/web', 'deployment/wbe'], 'IAMRA172', 'did you mean “web”?', 4],
    [['deployment', '--all', '-l', 'team=a'], 'IAMRA901', 'exclude one another', 2],
    [['deployment', '--all', '--dry-run=maybe'], 'IAMRA901', 'maybe', 2],
    [[], 'IAMRA901', 'No object is named.', 2],
  ])('refuses %j with %s', async (words, code, expected, exit) => {
    const { run, directory } = await annotatingUser(...three);
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } };
    await writeFile(join(directory, 'service.yaml'), JSON.stringify(service));
    await mkdir(join(directory, 'deploy'));
    await writeFile(join(directory, 'deploy', 'web.json'), JSON.stringify(three[0]));
    const { stderr, exitCode } = await run('annotate', ...words, ...give, '--yes');
    expect(stderr).toContain(code);
    expect(stderr).toContain(expected);
    expect(exitCode).toBe(exit);
  });
});

describe('iamra unannotate of several objects', () => {
  it('takes the role from those that are meant', async () => {
    const { api, run } = await annotatingUser(...three);
    await run('annotate', 'deployment', '--all', ...give, '--yes');
    const { stdout, exitCode } = await run(
      ...['unannotate', 'deployment', '-l', 'team=a', '--yes', '--no-wait'],
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Deployment default/web asks for no role any more.');
    const kept = api.get('Deployment', 'default/other')?.['spec'];
    expect(kept).toMatchObject({ template: { metadata: { annotations: role } } });
    const gone = api.get('Deployment', 'default/web')?.['spec'];
    expect(gone).not.toMatchObject({ template: { metadata: { annotations: role } } });
  });
});
