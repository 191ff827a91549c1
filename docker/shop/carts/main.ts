import { runService } from "../platform/service.ts";
import { cartsService } from "./service.ts";

await runService(cartsService);
