import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { permissionsText } from '../fixtures/permissions.ts';
import { runIamra, startIamra } from './support/run-iamra.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const run = promisify(execFile);

describe('iamra emulator', () => {
  it('prints what a shell needs, answers, and ends well on Ctrl-C', async () => {
    const child = startIamra(['emulator', '--port', '0', '--json']);
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    if (child.stdout === null) throw new Error('no pipe');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { url, id } = JSON.parse(line) as { url: string; id: string };
    expect(id).toBe('123456789012');
    const answer = await fetch(`${url}/trustanchors`);
    expect(answer.status).toBe(403);
    child.kill('SIGINT');
    const [exitCode] = (await once(child, 'close')) as [number];
    expect(exitCode).toBe(0);
  });

  it('prints lines that turn a shell to it, whatever that was turned to before', async () => {
    const child = startIamra(['emulator', '--port', '0']);
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    if (child.stdout === null) throw new Error('no pipe');
    let printed = '';
    for await (const line of createInterface(child.stdout)) {
      printed += `${line}\n`;
      if (line.includes('AWS_SECRET_ACCESS_KEY')) break;
    }
    const program = `"${process.execPath}" "${resolve('bin/run.js')}"`;
    const init = 'init --cluster home --ca-key-file ca.key --no-cluster --yes';
    const directory = await temporaryDirectory();
    const env = { HOME: directory, AWS_PROFILE: 'work', AWS_SESSION_TOKEN: 'of another' };
    const script = `${printed}\n${program} ${init} 2>&1`;
    const { stdout } = await run('sh', ['-ec', script], { cwd: directory, env });
    expect(stdout).toContain('Account 123456789012, region eu-west-1');
  });

  it('says which address is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
    });
    const { port } = server.address() as { port: number };
    const { stderr, exitCode } = await runIamra(['emulator', '--port', String(port)]);
    expect(stderr).toMatch(new RegExp(`Error IAMRA906 .*${port}`));
    expect(exitCode).toBe(3);
  });

  it('refuses a file of fault rules that it does not understand', async () => {
    const { stderr, exitCode } = await runIamra([
      'emulator',
      '--port',
      '0',
      '--faults',
      'package.json',
    ]);
    expect(stderr).toMatch(/Error IAMRA903 package.json/);
    expect(exitCode).toBe(2);
  });

  it.each([
    ['no.json', /Error IAMRA903 no.json holds no permissions/],
    ['package.json', /Error IAMRA901 The permissions are no IAM policy: Policy: Has prohibited/],
  ])('refuses %s as permissions', async (file, message) => {
    const { stderr, exitCode } = await runIamra(['emulator', '--port', '0', '--permissions', file]);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });

  it('holds the administrator to the permissions in a file', async () => {
    const directory = await temporaryDirectory();
    const permissions = join(directory, 'permissions.json');
    await writeFile(permissions, permissionsText({ Action: 'iam:GetRole' }));
    const child = startIamra(['emulator', '--port', '0', '--json', '--permissions', permissions]);
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    if (child.stdout === null) throw new Error('no pipe');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { url, administrator } = JSON.parse(line) as {
      url: string;
      administrator: { accessKeyId: string; secretAccessKey: string };
    };
    const environment = {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: administrator.accessKeyId,
      AWS_SECRET_ACCESS_KEY: administrator.secretAccessKey,
    };
    const init = ['init', '--cluster', 'home', '--ca-key-file', 'ca.key', '--yes'];
    const { stderr } = await runIamra(init, { directory, environment });
    expect(stderr).toContain('is not authorized to perform: rolesanywhere:ListTrustAnchors');
  });
});
