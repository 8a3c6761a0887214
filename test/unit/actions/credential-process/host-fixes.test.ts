import { expect, it } from 'vitest';
import { forHost } from '../../../../src/actions/credential-process/host-fixes.ts';
import { IamraError } from '../../../../src/core/errors/iamra-error.ts';
import { networkFailure } from '../../../../src/core/session/network-failure.ts';

it('a fix for clusters becomes one for hosts', () => {
  const cause = new Error('why');
  const error = forHost(new IamraError('IAMRA406', 'The certificate has expired.', { cause }));
  expect(error.fix).toBe('renew the certificate, with the CA that issued it');
  expect([error.code, error.message, error.cause]).toEqual([
    'IAMRA406',
    'The certificate has expired.',
    cause,
  ]);
});

it('a fix that names the occurrence stays', () => {
  const error = networkFailure('rolesanywhere.eu-wset-1.amazonaws.com', 'ENOTFOUND');
  expect(forHost(error)).toBe(error);
});

it('one that speaks of annotations does not', () => {
  const fix = 'set iamra.dev/session-duration to no more than: aws iam get-role';
  const { fix: mended } = forHost(new IamraError('IAMRA415', 'Too long.', { fix }));
  expect(mended).toContain('--session-duration');
});
