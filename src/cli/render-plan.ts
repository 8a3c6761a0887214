import type { Change } from '../core/plan/change.ts';
import { type Style, style } from '../terminal/style.ts';

const marks: Record<Change['action'], { mark: string; format: Style }> = {
  create: { mark: '+', format: 'green' },
  update: { mark: '~', format: 'yellow' },
  keep: { mark: '=', format: 'dim' },
  delete: { mark: '-', format: 'red' },
};

/** A plan as a person reads it: one line for each resource, what differs below it. */
export function renderPlan(changes: readonly Change[], stream: NodeJS.WriteStream): string {
  return changes
    .flatMap((change) => {
      const { mark, format } = marks[change.action];
      const line = style(format, `  ${mark} ${change.action.padEnd(6)} ${change.resource}`, stream);
      return [line, ...change.details.map((detail) => `             ${detail}`)];
    })
    .join('\n');
}
