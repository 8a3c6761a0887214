/** A text that is no IAM policy; the message says what is wrong and where. */
export class PolicySyntaxError extends Error {
  constructor(where: string, problem: string) {
    super(`${where}: ${problem}`);
    this.name = 'PolicySyntaxError';
  }
}
