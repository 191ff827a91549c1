import { runService } from "../platform/service.ts";
import { ordersService } from "./service.ts";

await runService(ordersService);
