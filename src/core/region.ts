/** Names of AWS regions in all partitions, `eusc-de-east-1` too. */
export const regionPattern = /^[a-z]{2,4}(-[a-z]+)+-\d$/;

export function isRegion(text: string): boolean {
  return regionPattern.test(text);
}
