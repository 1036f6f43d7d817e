import { declareConformance } from './declare-conformance.ts';
import { falSubjects } from './subjects/fal.ts';

declareConformance(falSubjects);
