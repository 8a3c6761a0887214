import { expect, it } from 'vitest';
import { annotationKey } from '../../../../src/core/injection/annotation-keys.ts';
import { foreignCertificate } from '../../../../src/core/injection/annotations/foreign-certificate.ts';

const asked = (value: string): Parameters<typeof foreignCertificate>[0] => ({
  key: annotationKey.certificate,
  value,
  where: 'the pod',
});

it('refuses the Secret of another ServiceAccount, by name', () => {
  expect(foreignCertificate(asked('iamra-api'), 'web')).toMatchObject([
    {
      code: 'IAMRA443',
      message:
        'iamra.dev/certificate of the pod names Secret “iamra-api”, which is for the identity of another ServiceAccount than “web”',
    },
  ]);
});

it.each([undefined, 'iamra-web', 'my-own', 'iamra'])('lets %s be', (value) => {
  expect(foreignCertificate(value === undefined ? value : asked(value), 'web')).toEqual([]);
});
