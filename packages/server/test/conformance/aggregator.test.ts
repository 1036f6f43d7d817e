import { declareConformance } from './declare-conformance.ts';
import { aggregatorSubjects } from './subjects/aggregator.ts';

declareConformance(aggregatorSubjects);
