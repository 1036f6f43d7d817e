import { expect, test } from 'vitest';
import { compilePrompt } from './compile.ts';

const sceneOf = (prompt: string) => {
  const { subjects, relations, place, report } = compilePrompt(prompt, null);
  return {
    cast: subjects.map(({ figure, count, action }) => `${count} ${figure} ${action}`),
    ties: relations.map(({ kind, from, to }) => `${from} ${kind} ${to}`),
    place: place.id,
    unknown: report.notUnderstood,
  };
};

test.each([
  ['一只熊猫在竹林里弹吉他', ['1 panda play_guitar', '1 bamboo null', '1 guitar null'], 'jungle'],
  ['一座灯塔在悬崖上，日落', ['1 lighthouse null'], 'beach'],
  ['三只企鹅站在冰面上', ['3 penguin idle'], 'snow_field'],
  ['夜晚的城市上空烟花绽放', [], 'skyline'],
  ['一列火车穿过田野', ['1 train null'], 'railway'],
  ['两个人握手', ['2 person shake_hands'], 'park'],
  ['湖边的村庄，镜头左移', ['1 village null'], 'lake'],
  ['晚上，一个女人在雨中跳舞', ['1 woman dance'], 'street'],
] as const)('%s is understood whole', (prompt, expected, place) => {
  expect(sceneOf(prompt)).toMatchObject({ cast: expected, place, unknown: [] });
});

test('words for where stand before their noun in English', () => {
  const onTable = { cast: ['1 fruit_bowl null', '1 dining_table null'], ties: ['0 on 1'] };
  expect(sceneOf('一碗水果放在桌子上')).toMatchObject(onTable);
  expect(sceneOf('桌子上有一碗水果')).toMatchObject(onTable);
});

test('"evening" and "Shanghai" are not the top of anything', () => {
  expect(sceneOf('在晚上跳舞的女孩')).toMatchObject({ cast: ['1 girl dance'], unknown: [] });
  expect(sceneOf('上海的夜景')).toMatchObject({ place: 'skyline', unknown: [] });
});
