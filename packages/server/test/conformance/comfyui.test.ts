import { declareConformance } from './declare-conformance.ts';
import { comfyuiSubjects } from './subjects/comfyui.ts';

declareConformance(comfyuiSubjects);
