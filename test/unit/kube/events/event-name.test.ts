import { expect, it } from 'vitest';
import { eventName } from '../../../../webhook/kube/events/event-name.ts';

const web = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'team-a',
  name: 'web',
  uid: 'u',
};

it('the same object and series have the same name', () => {
  expect(eventName(web, 'IAMRA301')).toBe(eventName({ ...web }, 'IAMRA301'));
  expect(eventName(web, 'IAMRA301')).toMatch(/^web\.[0-9a-f]{16}$/);
});

it.each([
  ['another series', web, 'IAMRA302'],
  ['another kind', { ...web, kind: 'ReplicaSet' }, 'IAMRA301'],
  ['an object that was made again', { ...web, uid: 'v' }, 'IAMRA301'],
])('%s has another name', (_which, object, series) => {
  expect(eventName(object, series)).not.toBe(eventName(web, 'IAMRA301'));
});
