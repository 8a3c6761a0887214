import { styleText } from 'node:util';

export type Style = Parameters<typeof styleText>[0];

/** Text in colour where the stream shows colours: a terminal, without NO_COLOR. */
export function style(format: Style, text: string, stream: NodeJS.WritableStream): string {
  return styleText(format, text, { stream: stream, validateStream: true });
}
