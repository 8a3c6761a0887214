import { describe, expect, it } from 'vitest';
import { asked, input, type PodParts, warnings } from '../../../fixtures/pods.ts';

const imds = asked({ 'iamra.dev/credentials-endpoint': 'imds' });
const set = (...names: string[]): PodParts => ({
  container: { env: names.map((name) => ({ name, value: 'x' })) },
});

describe('a warning', () => {
  it('is not given for an ordinary pod', () => {
    expect(warnings(input(set('PATH', 'AWS_ROLE_SESSION_NAME')))).toEqual([]);
    expect(warnings(input({ container: { envFrom: [] } }))).toEqual([]);
  });

  it('names the container and the variables of ours that it sets itself', () => {
    expect(warnings(input(set('AWS_REGION', 'AWS_EC2_METADATA_SERVICE_ENDPOINT')))).toEqual([
      'IAMRA321 container “web” sets AWS_EC2_METADATA_SERVICE_ENDPOINT, AWS_REGION itself; left as it is',
    ]);
  });

  it('is not given for a variable that says what ours would', () => {
    const env = [{ name: 'AWS_REGION', value: 'eu-west-1' }];
    expect(warnings(input({ container: { env } }))).toEqual([]);
  });

  it.each([
    'AWS_ACCESS_KEY_ID',
    'AWS_PROFILE',
    'AWS_DEFAULT_PROFILE',
    'AWS_SHARED_CREDENTIALS_FILE',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  ])('tells that SDKs look at %s first', (name) => {
    expect(warnings(input(set(name)))).toEqual([
      `IAMRA322 container “web” sets ${name}, so that AWS SDKs may not use the injected credentials`,
    ]);
  });

  it('tells what keeps SDKs from the metadata endpoint, where that is all they get', () => {
    const env = [{ name: 'AWS_EC2_METADATA_DISABLED', value: 'true' }];
    expect(warnings(input({ container: { env } }))).toEqual([]);
    expect(warnings(input({ ...imds, container: { env } }))[0]).toContain('IAMRA322');
    const uri = set('AWS_CONTAINER_CREDENTIALS_FULL_URI');
    expect(warnings(input({ ...imds, ...uri }))[0]).toContain('IAMRA322');
  });

  it('names our variables to a container with envFrom', () => {
    const container = { envFrom: [{ secretRef: { name: 'keys' } }] };
    expect(warnings(input({ container }))).toEqual([
      'IAMRA323 container “web” has envFrom, which AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, AWS_EC2_METADATA_SERVICE_ENDPOINT win over; AWS_REGION, AWS_DEFAULT_REGION are left to it',
    ]);
    const region = asked({ 'iamra.dev/region': 'eu-west-1' });
    expect(warnings(input({ ...region, container }))[0]).toMatch(/AWS_REGION.* win over$/);
  });

  it.each([
    ['HTTP_PROXY', undefined, true],
    ['http_proxy', '.local,localhost', true],
    ['HTTP_PROXY', 'localhost, 127.0.0.1', false],
    ['HTTP_PROXY', '127.0.0.0/8', false],
    ['http_proxy', '*', false],
    ['HTTPS_PROXY', undefined, false],
  ])('with %s and NO_PROXY %s is given: %s', (name, noProxy, isGiven) => {
    const env = [
      { name, value: 'http://proxy:3128' },
      ...(noProxy === undefined ? [] : [{ name: 'no_proxy', value: noProxy }]),
    ];
    const given = warnings(input({ container: { env } }));
    expect(given.map((warning) => warning.slice(0, 8))).toEqual(isGiven ? ['IAMRA324'] : []);
  });

  it('is given where NO_PROXY cannot be seen', () => {
    const env = [
      { name: 'HTTP_PROXY', value: 'http://proxy:3128' },
      { name: 'NO_PROXY', valueFrom: { configMapKeyRef: { name: 'proxy', key: 'no' } } },
    ];
    expect(warnings(input({ container: { env } }))[0]).toContain('IAMRA324');
  });

  it('tells that processes are shared', () => {
    expect(warnings(input({ spec: { shareProcessNamespace: true } }))[0]).toContain('IAMRA325');
  });

  it.each(['include', 'skip'])('tells that %s-containers names one that is not there', (list) => {
    const key = `iamra.dev/${list}-containers`;
    expect(warnings(input(asked({ [key]: 'web,wbe' })))).toEqual([
      `IAMRA326 ${key} names “wbe”, which the pod does not have`,
    ]);
  });

  it('is not given for what a skipped container does', () => {
    const skipped = asked({ 'iamra.dev/skip-containers': 'web' });
    expect(warnings(input({ ...skipped, ...set('AWS_PROFILE') }))).toEqual([]);
  });
});
