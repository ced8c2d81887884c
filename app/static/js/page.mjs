import { initAll } from "../vendor/nhsuk/nhsuk-frontend.min.js";
import { watchKept } from "./kept.mjs";

initAll();
watchKept();
