import { describe, expect, it } from 'vitest';
import { containerEnvironment } from '../../../src/actions/demo/container-environment.ts';

describe('the environment of a container', () => {
  it('holds what the pod says, fields filled in and mounts found, and nothing else', () => {
    const container = {
      name: 'app',
      env: [
        { name: 'PLAIN', value: 'x' },
        { name: 'EMPTY' },
        { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'TOKEN', value: '/var/run/token/token' },
        { name: 'OTHER', value: '/var/run/tokenless' },
      ],
      volumeMounts: [{ name: 'token', mountPath: '/var/run/token' }],
    };
    const node = { volumes: { token: '/tmp/t' }, fields: { 'metadata.name': 'web-1' } };
    expect(containerEnvironment(container, node)).toEqual({
      PLAIN: 'x',
      EMPTY: '',
      POD: 'web-1',
      TOKEN: '/tmp/t/token',
      OTHER: '/var/run/tokenless',
    });
  });
});
