const graceMilliseconds = 1000;

/** Ends the process soon after its work is done, even if somebody who was asked has never answered. */
export function leaveUnanswered(): void {
  setTimeout(() => process.exit(), graceMilliseconds).unref();
}
