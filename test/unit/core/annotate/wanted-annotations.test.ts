import { describe, expect, it } from 'vitest';
import {
  noAnnotations,
  wantedAnnotations,
} from '../../../../src/core/annotate/wanted-annotations.ts';
import { warnOfAnnotation } from '../../../../src/core/annotate/warn-of-annotation.ts';
import { anchorArn, config, profileArn, roleArn } from './fixtures.ts';

const defaults = {
  trustAnchorArn: anchorArn,
  profileArn,
  region: 'eu-west-1',
  sessionDuration: 3600,
};
const role = { 'iamra.dev/role-arn': roleArn };
const other = anchorArn.replace('1111', '9999');

describe('the annotations that give a role', () => {
  it('are the role alone where the installation’s defaults are those of iamra.yaml', () => {
    expect(wantedAnnotations(config, roleArn, defaults, {})).toEqual(role);
  });

  it('are none where the role is there already', () => {
    expect(wantedAnnotations(config, roleArn, defaults, role)).toEqual({});
  });

  it('name what differs from the defaults', () => {
    const elsewhere = {
      trustAnchorArn: other,
      profileArn,
      region: 'us-east-1',
      sessionDuration: 7200,
    };
    expect(wantedAnnotations(config, roleArn, elsewhere, {})).toEqual({
      ...role,
      'iamra.dev/trust-anchor-arn': anchorArn,
      'iamra.dev/region': 'eu-west-1',
      'iamra.dev/session-duration': '3600',
    });
  });

  it('name trust anchor and profile where the defaults are not known', () => {
    expect(wantedAnnotations(config, roleArn, undefined, {})).toEqual({
      ...role,
      'iamra.dev/trust-anchor-arn': anchorArn,
      'iamra.dev/profile-arn': profileArn,
    });
  });

  it('take away another profile and inject: "false", and leave the user’s own choices', () => {
    const present = {
      'iamra.dev/profile-arn': profileArn.replace('6666', '9999'),
      'iamra.dev/inject': 'false',
      'iamra.dev/region': 'us-east-1',
      'iamra.dev/session-duration': '900',
      'example.com/owner': 'me',
    };
    expect(wantedAnnotations(config, roleArn, defaults, present)).toEqual({
      ...role,
      'iamra.dev/profile-arn': null,
      'iamra.dev/inject': null,
    });
  });

  it('are all taken away again, misspelt ones too, and nobody else’s', () => {
    const present = { ...role, 'iamra.dev/role-anr': 'x', 'example.com/owner': 'me' };
    expect(noAnnotations(present)).toEqual({
      'iamra.dev/role-arn': null,
      'iamra.dev/role-anr': null,
    });
  });
});

describe('the warnings before a role is given', () => {
  const codes = (name: string, trustAnchorArn: string | undefined): string[] =>
    warnOfAnnotation({ namespace: 'default', name }, config, { trustAnchorArn }).map(
      ({ code }) => code,
    );

  it.each([
    ['web', anchorArn, []],
    ['web', undefined, []],
    ['default', anchorArn, ['IAMRA180']],
    ['web', other, ['IAMRA182']],
  ])(
    'of ServiceAccount %s where the installation trusts in %s are %j',
    (name, anchor, expected) => {
      expect(codes(name, anchor)).toEqual(expected);
    },
  );
});
