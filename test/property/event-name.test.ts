import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventName } from '../../webhook/kube/events/event-name.ts';

const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'team-a', uid: 'u' };
const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

it('an Event has a name that the API server takes, whatever the name of its object', () => {
  const punctuation = fc.string({
    unit: fc.constantFrom('A', 'a', '0', ':', '.', '_', '-', 'é'),
    maxLength: 300,
  });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), punctuation), (name) => {
      const made = eventName({ ...web, name }, 'IAMRA301');
      expect(made.length).toBeLessThanOrEqual(253);
      for (const part of made.split('.')) expect(part).toMatch(label);
    }),
  );
});
