import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runIamra, startIamra } from './support/run-iamra.ts';

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
});
