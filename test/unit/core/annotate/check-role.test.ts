import { describe, expect, it } from 'vitest';
import { checkTrust, findRole } from '../../../../src/core/annotate/check-role.ts';
import { config, roleArn } from './fixtures.ts';

describe('the role that is to be given', () => {
  it('is the one of that name in iamra.yaml', () => {
    expect(findRole(config, 'web').arn).toBe(roleArn);
  });

  it('is refused where there is none, with the names that there are and the nearest', () => {
    expect(() => findRole(config, 'wbe')).toThrow(
      expect.objectContaining({
        code: 'IAMRA170',
        message: 'iamra.yaml has no role “wbe”: it has web, batch; did you mean “web”?',
        fix: 'iamra role add wbe --service-account NAMESPACE/NAME',
      }),
    );
  });

  it('is refused where init has not made it yet', () => {
    expect(() => findRole(config, 'batch')).toThrow(
      expect.objectContaining({ code: 'IAMRA170', fix: 'iamra init' }),
    );
  });
});

describe('the ServiceAccount that is to have the role', () => {
  const role = findRole(config, 'web');

  it.each(['web', 'api'])('may be %s, which the role trusts', (name) => {
    expect(() => {
      checkTrust(role, { namespace: 'default', name });
    }).not.toThrow();
  });

  it('is refused where the role does not trust it, naming both and the command', () => {
    expect(() => {
      checkTrust(role, { namespace: 'team-a', name: 'web' });
    }).toThrow(
      expect.objectContaining({
        code: 'IAMRA171',
        message:
          'Role web does not trust ServiceAccount team-a/web; it trusts default/web, default:api.',
        fix: 'iamra role add web --service-account team-a/web',
      }),
    );
  });
});
