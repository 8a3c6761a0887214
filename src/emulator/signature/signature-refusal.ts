/** Why AWS doesn't know who sent a request, in its words. */
export class SignatureRefusal extends Error {
  /** As the protocol of the service names it. */
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.name = 'SignatureRefusal';
    this.code = code;
    this.status = status;
  }
}
