import { killMatrix } from "../testing/kill-matrix.ts";

killMatrix("state-never-expires");
