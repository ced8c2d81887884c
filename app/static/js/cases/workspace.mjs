// The page of part 2, of a running mock and of practice.

import { openWorkspace } from "../mock/workspace.mjs";
import { Cases } from "./paper.mjs";

openWorkspace(Cases);
