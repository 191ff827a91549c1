import { killMatrix } from "../testing/kill-matrix.ts";

killMatrix("idempotent-messages");
