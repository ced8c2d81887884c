// The page of a running mock of part 1.

import { Paper } from "./paper.mjs";
import { openWorkspace } from "./workspace.mjs";

openWorkspace(Paper);
