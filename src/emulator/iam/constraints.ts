import type { TextConstraint } from '../query/query-input.ts';

/** What IAM demands of names and texts. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const roleName: TextConstraint = { pattern: /^[\w+=,.@-]+$/, maximum: 64 };
export const policyName: TextConstraint = { pattern: /^[\w+=,.@-]+$/, maximum: 128 };
export const path: TextConstraint = { pattern: /^(\/|\/[!-~]+\/)$/, maximum: 512 };
export const pathPrefix: TextConstraint = { pattern: /^\/[!-~]*$/, maximum: 512 };
export const description: TextConstraint = {
  pattern: /^[\t\n\r\x20-\x7E\xA1-\xFF]*$/,
  minimum: 0,
  maximum: 1000,
};
export const policyArn: TextConstraint = { minimum: 20, maximum: 2048 };
export const document: TextConstraint = { maximum: 131_072 };

export const shortestSessionSeconds = 3600;
export const longestSessionSeconds = 43_200;
