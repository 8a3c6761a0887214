import { expect, it } from 'vitest';
import { initCommandLine } from '../../../../src/cli/interactive-init/init-command-line.ts';

it('repeats what was given and what was answered, defaults left out', () => {
  const given = { config: 'iamra.yaml', yes: false, 'source-account': true, tag: ['a=b', 'c=d e'] };
  const answers = { cluster: 'home', region: undefined, 'ca-key-file': "/home/o'neil/ca.key" };
  expect(initCommandLine(given, answers)).toBe(
    "iamra init --source-account --tag a=b --tag 'c=d e' --cluster home --ca-key-file '/home/o'\\''neil/ca.key'",
  );
});

it('names another file than iamra.yaml, and keeps a flag that no question answers', () => {
  const given = { config: 'lab.yaml', region: 'eu-west-1', profile: 'work' };
  expect(initCommandLine(given, { cluster: 'lab', region: undefined })).toBe(
    'iamra init --config lab.yaml --region eu-west-1 --profile work --cluster lab',
  );
});
