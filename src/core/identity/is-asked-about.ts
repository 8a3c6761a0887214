import { parseArn } from '../arn.ts';

/** Where Roles Anywhere was asked. */
export interface AskedPlace {
  readonly region: string;
  readonly account: string;
}

/** Says whether whoever asked there has asked about sessions of all these trust anchors. */
export function isAskedAbout(trustAnchorArns: readonly string[], place: AskedPlace): boolean {
  return trustAnchorArns.every((text) => {
    const arn = parseArn(text);
    return arn?.region === place.region && arn.account === place.account;
  });
}
