import { expect, test } from 'vitest';
import { LEFT_OUT, safeAttributes } from './safe-attributes.ts';

test('ids, codes and counts are told', () => {
  const told = {
    'forewarn.matter': '01990a4c-7d1a-7c3e-9a54-0a5b6c7d8e9f',
    'forewarn.channel': 'email',
    'forewarn.told': 12,
    urgent: true,
  };
  expect(safeAttributes(told)).toEqual(told);
  expect(safeAttributes({ absent: undefined })).toEqual({});
});

test.for([
  ['a title', 'NetScaler wordt misbruikt'],
  ['a mail address', 'piket@lindemark.example'],
  ['an address with a path', 'https://cert.example/a/fwa_x'],
  ['a telephone number', '+31612345678'],
  ['a word that somebody wrote', 'Lindemark'],
  ['a long secret', 'f'.repeat(81)],
  ['nothing', ''],
])('%s is left out', ([, text]) => {
  expect(safeAttributes({ said: text })).toEqual({ said: LEFT_OUT });
});

test('where an id is told, a word is none', () => {
  expect(safeAttributes({ 'forewarn.advisory': 'lindemark' })).toEqual({ 'forewarn.advisory': LEFT_OUT });
});

test('of a request its method and the pattern of its route are told, and no address that somebody asked for', () => {
  const told = {
    'http.request.method': 'GET',
    'http.route': '/api/institutions/:id/contacts/:contactId',
    'http.response.status_code': 404,
  };
  expect(safeAttributes(told)).toEqual(told);
  expect(safeAttributes({ 'http.route': '/a/fwa_Xy0', 'http.request.method': 'LINDEMARK' })).toEqual({
    'http.route': LEFT_OUT,
    'http.request.method': LEFT_OUT,
  });
  expect(safeAttributes({ 'http.route': '/api/advisories?text=Lindemark' })).toEqual({ 'http.route': LEFT_OUT });
});
