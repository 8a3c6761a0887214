import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Candidate } from '../../src/core/rules/apply/candidate.ts';
import { append, draftList, placeOf } from '../../src/core/rules/draft/list-draft.ts';
import { createSharedLists } from '../../src/core/rules/draft/shared-lists.ts';

interface Item {
  readonly name: string;
}

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const items = fc.array(fc.record({ name: fc.constantFrom(...names) }), { maxLength: 50 });
const nameOf = ({ name }: Item): string => name;
const owner = { rule: { givesOwnParts: false } } as Candidate;

it('an item is where the last one of its name is, however long the list', () => {
  fc.assert(
    fc.property(items, items, items, (original, first, second) => {
      const draft = draftList<Item>(original);
      const shared = createSharedLists();
      for (const added of [first, second]) {
        placeOf(draft, 'a', nameOf);
        append(draft, Object.freeze(added), owner, { shared, isWhole: true });
      }
      const all = [...original, ...first, ...second];
      for (const name of [...names, 'none']) {
        expect(placeOf(draft, name, nameOf)).toBe(all.findLastIndex((item) => item.name === name));
      }
    }),
  );
});
