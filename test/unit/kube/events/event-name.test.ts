import fc from 'fast-check';
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

it('is a name that the API server takes, whatever the name of the object', () => {
  const names = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[A-Z:._-]{1,300}$/));
  fc.assert(
    fc.property(names, (name) => {
      const made = eventName({ ...web, name }, 'IAMRA301');
      expect(made.length).toBeLessThanOrEqual(253);
      // An expression for the whole would backtrack for ever on some.
      for (const label of made.split('.'))
        expect(label).toMatch(/^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/);
    }),
  );
});
