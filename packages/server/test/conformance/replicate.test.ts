import { declareConformance } from './declare-conformance.ts';
import { replicateSubjects } from './subjects/replicate.ts';

declareConformance(replicateSubjects);
