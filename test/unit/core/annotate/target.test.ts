import { describe, expect, it } from 'vitest';
import { formatTarget, parseTargets, parseTypes } from '../../../../src/core/annotate/target.ts';

describe('the object that a command line names', () => {
  it.each([
    [['deployment', 'web'], 'Deployment', 'deployment/web'],
    [['deploy/web'], 'Deployment', 'deployment/web'],
    [['deployments.apps', 'web'], 'Deployment', 'deployment/web'],
    [['Deployment', 'web'], 'Deployment', 'deployment/web'],
    [['sts/db'], 'StatefulSet', 'statefulset/db'],
    [['ds', 'logs'], 'DaemonSet', 'daemonset/logs'],
    [['cj', 'nightly'], 'CronJob', 'cronjob/nightly'],
    [['jobs', 'once'], 'Job', 'job/once'],
    [['sa/web.api'], 'ServiceAccount', 'serviceaccount/web.api'],
  ])('%j is a %s', (words, kind, formatted) => {
    const targets = parseTargets(words);
    expect(targets.map(({ type }) => type.kind)).toEqual([kind]);
    expect(targets.map(formatTarget)).toEqual([formatted]);
  });

  it.each([
    [
      ['deployment', 'web', 'api'],
      ['deployment/web', 'deployment/api'],
    ],
    [
      ['deploy/web', 'cj/nightly'],
      ['deployment/web', 'cronjob/nightly'],
    ],
  ])('%j are several', (words, formatted) => {
    expect(parseTargets(words).map(formatTarget)).toEqual(formatted);
  });

  it('names types alone, too', () => {
    expect(parseTypes('deploy,sts,deployments').map(({ kind }) => kind)).toEqual([
      'Deployment',
      'StatefulSet',
    ]);
    expect(() => parseTypes('deploy,pods')).toThrow('too late for it');
  });

  it.each([
    [['deployment'], '“deployment” is not TYPE NAME.'],
    [['deployment/web', 'api'], 'is not TYPE NAME'],
    [['deployment', ''], '“” cannot be the name of a Deployment'],
    [['deployment', 'Web!'], '“Web!” cannot be the name of a Deployment'],
    [['deploymnet', 'web'], 'did you mean “deployment”?'],
    [['secret', 'web'], '“secret” is no type that iamra annotates'],
    [['pod', 'web-1'], 'too late for it'],
    [['rs/web-1'], 'too late for it'],
  ])('refuses %j', (words, expected) => {
    expect(() => parseTargets(words)).toThrow(expected);
    expect(() => parseTargets(words)).toThrow(expect.objectContaining({ code: 'IAMRA901' }));
  });
});
