import { IamraError } from '../core/errors/iamra-error.ts';

const again = 'nothing to mend; run the command again when you want the change';

/** Somebody said no. */
export function declined(): IamraError {
  return new IamraError('IAMRA905', 'Declined; nothing has been changed.', { fix: again });
}

/** Ctrl-C at a question: they are asked before the first write. */
export function leftQuestion(): IamraError {
  const message = 'Interrupted at a question; nothing has been changed.';
  return new IamraError('IAMRA905', message, { fix: again });
}
