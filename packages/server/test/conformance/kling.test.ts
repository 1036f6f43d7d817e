import { declareConformance } from './declare-conformance.ts';
import { klingSubjects } from './subjects/kling.ts';

declareConformance(klingSubjects);
