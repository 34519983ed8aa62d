import { PYPI_ORDER } from './pypi.cases.ts';
import { pypi } from './pypi.ts';
import { testOrder, testVersionLaws, versionsOf } from './version-laws.test-support.ts';

testVersionLaws(pypi, versionsOf('.', '!', 'a', 'b', 'rc', '.post', '.dev', '+', '-', 'c', 'pre', '.0', '+local.'));

testOrder(pypi, PYPI_ORDER);
