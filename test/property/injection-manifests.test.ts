import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { planInjection } from '../../src/core/injection/plan-injection.ts';
import { applyPatch } from '../../src/core/json-patch/apply-patch.ts';
import { injected, uninjected } from '../fixtures/manifests.ts';
import { settings } from '../fixtures/pods.ts';
import { layouts, randomPods } from '../fixtures/random-pods.ts';
import { withoutEmpty } from '../fixtures/without-empty.ts';

const namespace = 'team-a';
const lineEnds = fc.constantFrom('\n', '\r\n');

function written(given: object, layout: object, lineEnd: string): string {
  const yaml = stringify(given, { version: '1.1', aliasDuplicateObjects: false, ...layout });
  return `# before\n${yaml}---\n# after\na:   1\n`.replaceAll('\n', lineEnd);
}

function read(text: string): unknown {
  return parseAllDocuments(text, { version: '1.1' })[0]?.toJS();
}

describe('for any pod in any layout', () => {
  it('the edited text means what the webhook would admit', () => {
    fc.assert(
      fc.property(randomPods(), layouts, lineEnds, (given, layout, lineEnd) => {
        const text = written(given, layout, lineEnd);
        const decision = planInjection({ pod: read(text), namespace }, settings);
        if (decision.kind !== 'inject') throw new Error(JSON.stringify(decision));
        const result = injected(text).text;
        expect(read(result)).toEqual(applyPatch(read(text), decision.patch));
        expect(result.startsWith('# before')).toBe(true);
        expect(result.endsWith(`---${lineEnd}# after${lineEnd}a:   1${lineEnd}`)).toBe(true);
      }),
    );
  });

  it('JSON stays JSON', () => {
    fc.assert(
      fc.property(randomPods(), fc.constantFrom(undefined, 2, 4, '\t'), (given, space) => {
        const decision = planInjection({ pod: given, namespace }, settings);
        if (decision.kind !== 'inject') throw new Error(JSON.stringify(decision));
        const { text } = injected(JSON.stringify(given, null, space));
        expect(JSON.parse(text)).toEqual(applyPatch(given, decision.patch));
      }),
    );
  });

  it('taking the injection out again gives the text back byte for byte', () => {
    fc.assert(
      fc.property(randomPods('filled'), layouts, lineEnds, (given, layout, lineEnd) => {
        const text = written(given, layout, lineEnd);
        const result = uninjected(injected(text).text);
        expect(result.text).toBe(text);
        expect(result.report.flatMap(({ notices }) => notices)).toEqual([]);
      }),
    );
  });

  it('and gives JSON back byte for byte', () => {
    fc.assert(
      fc.property(randomPods('filled'), fc.constantFrom(undefined, 2, '\t'), (given, space) => {
        const text = JSON.stringify(given, null, space);
        expect(uninjected(injected(text).text).text).toBe(text);
      }),
    );
  });

  it('and where lists were empty gives the same pod back, without them', () => {
    fc.assert(
      fc.property(randomPods(), layouts, lineEnds, (given, layout, lineEnd) => {
        const text = written(given, layout, lineEnd);
        expect(withoutEmpty(read(uninjected(injected(text).text).text))).toEqual(
          withoutEmpty(read(text)),
        );
      }),
    );
  });

  it('leaves what was never injected as it is', () => {
    fc.assert(
      fc.property(randomPods(), layouts, lineEnds, (given, layout, lineEnd) => {
        const text = written(given, layout, lineEnd);
        expect(uninjected(text)).toMatchObject({ text, report: [{ reason: 'not_injected' }, {}] });
      }),
    );
  });
});
