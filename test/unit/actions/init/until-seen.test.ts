import { describe, expect, it } from 'vitest';
import {
  isOneUnseen,
  isResourceUnseen,
  isRoleUnseen,
} from '../../../../src/actions/init/unseen.ts';
import { untilSeen, waits } from '../../../../src/actions/init/until-seen.ts';
import { IamraError } from '../../../../src/core/errors/iamra-error.ts';

function refusal(name: string, message: string): IamraError {
  const cause = Object.assign(new Error(message), { name });
  return new IamraError('IAMRA204', `the call was refused: ${message}`, { cause });
}

const unseen = refusal('NoSuchEntityException', 'The role with name web cannot be found.');

/** Refused so many times, then answered; tells how long it was waited for. */
async function call(times: number, error: Error): Promise<{ answer: string; waited: number[] }> {
  const waited: number[] = [];
  let left = times;
  const answer = await untilSeen(
    () => (left-- > 0 ? Promise.reject(error) : Promise.resolve('done')),
    isRoleUnseen,
    (milliseconds) => {
      waited.push(milliseconds);
      return Promise.resolve();
    },
  );
  return { answer, waited };
}

describe('a call about something that was just made', () => {
  it('is made again, with longer and longer waits, until AWS sees it', async () => {
    expect(await call(3, unseen)).toEqual({ answer: 'done', waited: [500, 1000, 2000] });
  });

  it('is given up after half a minute, with how to go on', async () => {
    await expect(call(waits.length + 1, unseen)).rejects.toMatchObject({ code: 'IAMRA242' });
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(35_000);
  });

  it('is not made again for any other refusal', async () => {
    const other = refusal(
      'NoSuchEntityException',
      'Policy arn:x does not exist or is not attachable.',
    );
    await expect(call(1, other)).rejects.toBe(other);
    const bug = new TypeError('x is not a function');
    await expect(call(1, bug)).rejects.toBe(bug);
  });

  it.each([
    [
      'ValidationException',
      'Role arn:aws:iam::123456789012:role/teams/web cannot be assumed',
      true,
    ],
    ['AccessDeniedException', 'Cannot use role web', true],
    [
      'AccessDeniedException',
      'User: me is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/teams/web',
      false,
    ],
    ['ValidationException', 'durationSeconds is wrong', false],
    ['ThrottlingException', 'Rate exceeded for web', false],
  ])('takes %s “%s” of Roles Anywhere for a role unseen: %s', (name, message, expected) => {
    const isUnseen = isOneUnseen(['arn:aws:iam::123456789012:role/teams/web']);
    expect(isUnseen({ name, message })).toBe(expected);
  });

  it('takes a missing resource of Roles Anywhere for one unseen', () => {
    expect(isResourceUnseen({ name: 'ResourceNotFoundException', message: '' })).toBe(true);
    expect(isResourceUnseen({ name: 'AccessDeniedException', message: '' })).toBe(false);
  });
});
