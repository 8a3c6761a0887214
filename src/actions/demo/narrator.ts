import type { Tell } from '../../terminal/terminal.ts';

/** Tells the demo to whoever watches. */
export interface Narrator {
  /** What happens next and why. */
  chapter(title: string): void;
  /** A command as the user would type it. */
  command(text: string): void;
  /** Output, indented below its chapter. */
  show(text: string): void;
  /** The lines of a unified diff. */
  diff(text: string): void;
  /** Work that takes a while; then how it ended. */
  step<T>(title: string, work: (tell: Tell) => Promise<T>): Promise<T>;
  success(text: string): void;
  refusal(text: string): void;
}
