import { expect, test } from 'vitest';
import { permissionFix } from '../../../src/aws/permission-fix.ts';

const user = 'arn:aws:iam::123456789012:user/dev';
const sentence = `User: ${user} is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::123456789012:role/web`;

test('a missing permission names the action and the command that prints the policy', () => {
  const fix = permissionFix(
    `${sentence} because no identity-based policy allows the iam:CreateRole action`,
  );
  expect(fix).toBe(
    `allow iam:CreateRole to ${user}; “iamra export permissions” prints the policy with all that iamra needs`,
  );
});

test('a permission that is denied elsewhere names the kind of policy that denies it', () => {
  expect(permissionFix(`${sentence} with an explicit deny in a service control policy`)).toBe(
    `ask who keeps a service control policy that denies iam:CreateRole to ${user}`,
  );
});

test('any other message is not about permissions', () => {
  expect(permissionFix('The limit of 50 for trust anchors was reached')).toBeUndefined();
});
