import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { injectDocuments } from '../../src/core/injection/inject-documents.ts';
import { planInjection } from '../../src/core/injection/plan-injection.ts';
import { applyPatch } from '../../src/core/json-patch/apply-patch.ts';
import { pod, settings } from '../fixtures/pods.ts';

const namespace = 'team-a';
const scalar = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    'yes',
    '0777',
    '1e3',
    '# no comment',
    'a: b',
    '- a',
    'null',
    'first\n\nlast\n',
    ' x',
    '~',
  ),
);
const list = <T>(items: fc.Arbitrary<T>): fc.Arbitrary<T[] | null> =>
  fc.oneof(fc.array(items, { maxLength: 3 }), fc.constant(null));
const container = fc.record(
  {
    env: list(fc.record({ name: scalar, value: scalar })),
    args: list(scalar),
    volumeMounts: list(fc.record({ name: scalar, mountPath: scalar })),
  },
  { requiredKeys: [] },
);
const pods = fc
  .record({
    containers: fc.array(container, { minLength: 1, maxLength: 3 }),
    initContainers: list(container),
    volumes: list(fc.record({ name: scalar, secret: fc.record({ secretName: scalar }) })),
  })
  .map(({ containers, initContainers, volumes }) => {
    const named = (each: object, index: number): object => ({ name: `c${index}`, ...each });
    const spec = {
      containers: containers.map(named),
      initContainers: initContainers?.map(named) ?? null,
      volumes,
    };
    return JSON.parse(JSON.stringify(pod({ spec }))) as object;
  });
const layouts = fc.record({
  indent: fc.constantFrom(2, 3, 4),
  indentSeq: fc.boolean(),
  collectionStyle: fc.constantFrom('any', 'flow'),
  defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL'),
  lineWidth: fc.constantFrom(0, 40),
} as const);
const lineEnds = fc.constantFrom('\n', '\r\n');

describe('for any pod in any layout', () => {
  it('the edited text means what the webhook would admit', () => {
    fc.assert(
      fc.property(pods, layouts, lineEnds, (given, layout, lineEnd) => {
        const written = stringify(given, {
          version: '1.1',
          aliasDuplicateObjects: false,
          ...layout,
        });
        const text = `# before\n${written}---\n# after\na:   1\n`.replaceAll('\n', lineEnd);
        const [read] = parseAllDocuments(text, { version: '1.1' });
        const original = read?.toJS() as unknown;
        const decision = planInjection({ pod: original, namespace }, settings);
        const result = injectDocuments({ text, fileName: 'x', namespace }, settings);
        if (decision.kind !== 'inject' || result.kind !== 'injected') {
          throw new Error(JSON.stringify([decision, result]));
        }
        expect(parseAllDocuments(result.text, { version: '1.1' })[0]?.toJS()).toEqual(
          applyPatch(original, decision.patch),
        );
        expect(result.text.startsWith('# before')).toBe(true);
        expect(result.text.endsWith(`---${lineEnd}# after${lineEnd}a:   1${lineEnd}`)).toBe(true);
      }),
    );
  });

  it('JSON stays JSON', () => {
    fc.assert(
      fc.property(pods, fc.constantFrom(undefined, 2, 4, '\t'), (given, space) => {
        const text = JSON.stringify(given, null, space);
        const decision = planInjection({ pod: given, namespace }, settings);
        const result = injectDocuments({ text, fileName: 'x', namespace }, settings);
        if (decision.kind !== 'inject' || result.kind !== 'injected') {
          throw new Error(JSON.stringify([decision, result]));
        }
        expect(JSON.parse(result.text)).toEqual(applyPatch(given, decision.patch));
      }),
    );
  });
});
