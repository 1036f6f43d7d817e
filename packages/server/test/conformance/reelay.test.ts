import { declareConformance } from './declare-conformance.ts';
import { reelaySubjects } from './subjects/reelay.ts';

declareConformance(reelaySubjects);
