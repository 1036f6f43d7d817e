import { declareConformance } from './declare-conformance.ts';
import { videosSubjects } from './subjects/videos.ts';

declareConformance(videosSubjects);
